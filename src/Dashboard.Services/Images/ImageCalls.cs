using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>What the commands on images have in common.</summary>
internal static class ImageCalls
{
    /// <summary>The engine's path for an image; the one place where what somebody called it gets into a path.</summary>
    /// <exception cref="EngineErrorException">Invalid: it is no name of an image; in the engine's words.</exception>
    public static string Path(string image) => ImageReference.TryParse(image, null, out var reference)
        ? $"/images/{reference.Value}"
        : throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, ImageNames.Complaint(image) ?? "invalid reference format"));

    /// <summary>Filters as a part of a query; "" for none.</summary>
    public static string Filters(IEnumerable<FilterOption> filters)
    {
        // {"label":{"a=b":true}}
        var all = FilterOption.ForEngine(filters);
        return all.Count == 0 ? "" : $"&filters={Uri.EscapeDataString(GoJson.Write(Map(all, inner => Map(inner, isSet => isSet))))}";
    }

    /// <summary>A part of a query; "" where there is no value.</summary>
    public static string Query(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    /// <summary>Reads a JSON answer.</summary>
    public static async Task<JsonDocument> ReadAsync(EngineConnection connection, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var answer = await connection.Http.SendAsync(method, path, body: null, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonDocument.ParseAsync(body, default, cancellationToken);
    }

    /// <summary>Rows in a format of the docker CLI's.</summary>
    public static CommandResult Write(string format, IEnumerable<IGoObject> rows, IGoObject titles)
    {
        ListFormat parsed;
        try
        {
            parsed = ListFormat.Parse(format);
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"template parsing error: {e.Message}\n");
        }

        try
        {
            return new CommandResult(0, parsed.Write(rows, titles), "");
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"template parsing error: {e.Message}\n");
        }
    }

    private static GoMap Map<T>(IDictionary<string, T> items, Func<T, object?> value) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, value(i.Value))));
}
