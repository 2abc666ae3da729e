using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>One step of how an image was made: an instruction, and what it added.</summary>
/// <param name="Id">Id of the image at this step; "&lt;missing&gt;" where it was built elsewhere.</param>
/// <param name="Created">When (UTC).</param>
/// <param name="CreatedBy">The instruction, with what looks secret in it masked.</param>
/// <param name="Size">Bytes that it added; 0 for one that changed only settings.</param>
/// <param name="Comment">What its maker noted.</param>
/// <param name="Tags">Names that the image at this step has.</param>
public sealed partial record ImageLayer(string Id, DateTimeOffset Created, string CreatedBy, long Size, string Comment, IReadOnlyList<string> Tags)
{
    // In seconds and bytes.
    private static ImageLayer Of(JsonElement layer, Action<string>? found) => new(
        layer.GetProperty(nameof(Id)).GetString() ?? "",
        DateTimeOffset.FromUnixTimeSeconds(layer.GetProperty(nameof(Created)).GetInt64()),
        Instruction(layer.GetProperty(nameof(CreatedBy)).GetString() ?? "", found),
        layer.GetProperty(nameof(Size)).GetInt64(),
        SecretWords.Mask(layer.GetProperty(nameof(Comment)).GetString() ?? "", found),
        layer.TryGetProperty(nameof(Tags), out var tags) && tags.ValueKind == JsonValueKind.Array ? [.. tags.EnumerateArray().Select(t => t.GetString()!)] : []);

    /// <summary>All of an image's, in the order given; a secret that one gives away is masked in the others too.</summary>
    /// <param name="layers">The engine's answer.</param>
    /// <param name="known">What else is known to be secret.</param>
    internal static IReadOnlyList<ImageLayer> OfAll(JsonElement layers, KnownSecrets known)
    {
        List<string> found = [];
        ImageLayer[] all = [.. layers.EnumerateArray().Select(l => Of(l, found.Add))];
        var secrets = KnownSecrets.Of(found).With(known);
        return [.. all.Select(l => l with { CreatedBy = secrets.Mask(l.CreatedBy), Comment = secrets.Mask(l.Comment) })];
    }

    // "ENV PASSWORD=two words USER=kim": the engine tells values without their quotes, so each goes as far as the next name.
    private static string Instruction(string text, Action<string>? found)
    {
        var match = Setting().Match(text);
        return !match.Success ? SecretWords.Mask(text, found)
            : text[..match.Groups["pairs"].Index] + string.Join(' ', NextName().Split(match.Groups["pairs"].Value).Select(p => SecretWords.Mask(p, found)));
    }

    [GeneratedRegex(@"\A(/bin/sh -c #\(nop\)\s+)?(ENV|ARG|LABEL)\s+(?<pairs>.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\s(?=[\w.\-]{1,200}=)", RegexOptions.CultureInvariant)]
    private static partial Regex NextName();
}
