using System.Globalization;

namespace Dashboard.Services.Commands;

/// <summary>Options that the engine is too old for.</summary>
internal static class ApiVersions
{
    /// <summary>The complaint about the first option that was given and that <paramref name="apiVersion"/> lacks; null when there is none.</summary>
    public static CommandResult? Missing(DockerCommand command, Version apiVersion)
    {
        var shape = CommandCatalogue.Default.For(command);
        var untouched = shape.Create();
        var option = shape.Options.FirstOrDefault(o => o.Option!.Since is { } since && Version.Parse(since) > apiVersion && o.Words(command, untouched) is not null);
        return option is null ? null : CommandResult.Wrong(string.Create(
            CultureInfo.InvariantCulture, $"\"{option.Option!.Name}\" requires API version {option.Option.Since}, but the Docker daemon API version is {apiVersion}"));
    }
}
