using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What <c>docker inspect</c> tells, whole or as the places where words occur: "HostConfig.RestartPolicy.Name: always".</summary>
public partial class InspectView
{
    private const int MostShown = 300;

    private IReadOnlyList<(string Path, string Value)> _places = [];
    private IReadOnlyList<(string Path, string Value)> _found = [];
    private string _search = "";

    /// <summary>The JSON: an array with one object. Secrets are masked in it already.</summary>
    [Parameter, EditorRequired]
    public required string Output { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        using var json = JsonDocument.Parse(Output);
        _places = [.. json.RootElement.EnumerateArray().SelectMany(o => Places("", o))];
        Apply();
    }

    private static IEnumerable<(string Path, string Value)> Places(string path, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Places(path.Length == 0 ? p.Name : $"{path}.{p.Name}", p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Places($"{path}[{i}]", item)),
        JsonValueKind.String => [(path, json.GetString()!)],
        _ => [(path, json.GetRawText())],
    };

    private void Search(string? search)
    {
        _search = search ?? "";
        Apply();
    }

    private void Apply()
    {
        var words = _search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _found = [.. _places.Where(p => words.All(w =>
            p.Path.Contains(w, StringComparison.OrdinalIgnoreCase) || p.Value.Contains(w, StringComparison.OrdinalIgnoreCase)))];
    }
}
