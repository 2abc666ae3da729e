using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Shared;

/// <summary>The words of a custom element, which has no resources of its own: all strings of a row whose key begins with "element.".</summary>
internal static class ElementLabels
{
    private const string Prefix = "element.";

    /// <summary>JSON for the element's <c>labels</c> attribute, in the language of the moment.</summary>
    public static string From(IStringLocalizer text) => JsonSerializer.Serialize(text.GetAllStrings(includeParentCultures: true)
        .Where(s => s.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .DistinctBy(s => s.Name)
        .ToDictionary(s => s.Name[Prefix.Length..], s => s.Value));
}
