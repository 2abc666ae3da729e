using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Images.Builds;

/// <summary>Names and values to type, one pair a row.</summary>
public sealed partial class PairRows
{
    /// <summary>What they are.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Words that add one.</summary>
    [Parameter, EditorRequired]
    public required string AddText { get; set; }

    /// <summary>Words that take one away.</summary>
    [Parameter, EditorRequired]
    public required string RemoveText { get; set; }

    /// <summary>The pairs, changed in place.</summary>
    [Parameter, EditorRequired]
    public required IList<DraftPair> Pairs { get; set; }

    /// <summary>Names that are likely.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Names { get; set; }

    /// <summary>Told of each change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Name for tests.</summary>
    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    private static string Hint(DraftPair pair) => pair.Name.Length > 0 ? pair.Name : "value";

    private Task Set(DraftPair pair, string? name = null, string? value = null)
    {
        (pair.Name, pair.Value) = (name ?? pair.Name, value ?? pair.Value);
        return Changed.InvokeAsync();
    }

    private Task Add()
    {
        Pairs.Add(new DraftPair { Name = Names.Except(Pairs.Select(p => p.Name)).FirstOrDefault() ?? "" });
        return Changed.InvokeAsync();
    }

    private Task Remove(DraftPair pair)
    {
        Pairs.Remove(pair);
        return Changed.InvokeAsync();
    }
}
