using System.Text;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images;
using Docker.DotNet;

namespace Dashboard.Services.Containers.Creation;

/// <summary>A container that was made.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Warnings">What the engine warns of.</param>
/// <param name="Note">What the audit log must say of it.</param>
internal sealed record NewContainer(string Id, IReadOnlyList<string> Warnings, string Note);

/// <summary>
/// The one place that makes containers: it fetches the image, asks the policy, sends what the policy let through, and looks at what came
/// of it before anybody starts it.
/// </summary>
internal sealed class ContainerCreator(CommandContext context)
{
    private static readonly Dictionary<string, string> _noLabels = [];

    /// <summary>What is told while it goes on: lines as the docker CLI writes them to its standard error.</summary>
    public StringBuilder Progress { get; } = new();

    /// <summary>Makes a container.</summary>
    /// <param name="spec">The request.</param>
    /// <param name="lifecycle">Name, platform, and whether to pull.</param>
    /// <param name="before">Labels of the container that it replaces; null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">Refused: the policy does not allow it; or the engine's or the registry's refusal.</exception>
    /// <exception cref="CommandLineException">The pull option is none of the three.</exception>
    public async Task<NewContainer> CreateAsync(
        ContainerSpec spec, LifecycleOptions lifecycle, IReadOnlyDictionary<string, string>? before, CancellationToken cancellationToken)
    {
        var labels = await ImageLabelsAsync(ImageReference.Of(spec.Image), lifecycle, cancellationToken);
        var verdict = await context.Policy.JudgeAsync(context.Actor, context.Environment, spec, labels, before, cancellationToken);
        if (verdict.IsRefused)
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused, $"{context.Actor.UserName} may not create this: {string.Join("; ", verdict.Violations)}."));
        }

        var query = string.Concat(Query("name", lifecycle.Name), Query("platform", lifecycle.Platform)).TrimStart('&');
        var created = await context.Connection.Http.PostAsync(
            $"/containers/create{(query.Length > 0 ? "?" : "")}{query}", verdict.Spec, SpecJson.Default.ContainerSpec, SpecJson.Default.CreatedContainer, cancellationToken);
        if (!verdict.IsBypassed)
        {
            await VerifyAsync(created.Id, verdict, cancellationToken);
        }

        return new NewContainer(created.Id, created.Warnings ?? [], verdict.Note);
    }

    private static string Query(string key, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{key}={Uri.EscapeDataString(value)}";

    private async Task<IReadOnlyDictionary<string, string>> ImageLabelsAsync(
        ImageReference image, LifecycleOptions lifecycle, CancellationToken cancellationToken)
    {
        if (lifecycle.Pull is not ("always" or "missing" or "never"))
        {
            throw new CommandLineException($"invalid pull option: '{lifecycle.Pull}': must be one of \"always\", \"missing\" or \"never\"");
        }

        if (lifecycle.Pull == "always")
        {
            await PullAsync(image, lifecycle, "", cancellationToken);
        }

        try
        {
            return await LabelsAsync(image, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound && lifecycle.Pull == "missing")
        {
            var missing = $"Unable to find image '{image.Tagged}' locally";
            Progress.Append(missing).Append('\n');
            await PullAsync(image, lifecycle, missing, cancellationToken);
            return await LabelsAsync(image, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such image: {image.Tagged}"), e);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(ImageReference image, CancellationToken cancellationToken) =>
        (await context.Connection.Client.Images.InspectImageAsync(image.Value, cancellationToken)).Config?.Labels?.AsReadOnly() ?? _noLabels.AsReadOnly();

    private async Task PullAsync(ImageReference image, LifecycleOptions lifecycle, string why, CancellationToken cancellationToken)
    {
        var puller = await ImagePuller.ForAsync(context, image, cancellationToken);
        await (context.Terminal is { } terminal && !lifecycle.Quiet
            ? puller.ShowAsync(image, lifecycle.Platform, why, terminal, cancellationToken)
            : puller.PullAsync(
                image, lifecycle.Platform, line => _ = lifecycle.Quiet ? Progress : Progress.Append(line).Append('\n'), context.Progress, cancellationToken));
    }

    // The image's name may stand for another image by now, with other labels: what was made is what counts.
    private async Task VerifyAsync(string id, PolicyVerdict verdict, CancellationToken cancellationToken)
    {
        var containers = context.Connection.Client.Containers;
        var made = (await containers.InspectContainerAsync(id, cancellationToken)).Config?.Labels ?? _noLabels;
        if (made.Count != verdict.Labels.Count || made.Any(l => !verdict.Labels.TryGetValue(l.Key, out var value) || value != l.Value))
        {
            await containers.RemoveContainerAsync(id, new Docker.DotNet.Models.ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Conflict, $"The image {verdict.Spec.Image} changed while the container was made, which was taken away again. Try once more."));
        }
    }
}
