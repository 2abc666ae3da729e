using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>text/template's <c>index</c> and <c>slice</c>.</summary>
internal static class GoIndexing
{
    public static object? Index(object? item, object? index) => (item, index) switch
    {
        (null or GoNil, _) => throw new GoArgumentException("index of untyped nil"),
        (GoList list, long at) => at >= 0 && at < list.Count ? list[(int)at] : throw new GoArgumentException($"index out of range: {at}"),
        (GoList, _) => throw new GoArgumentException($"cannot index slice/array with type {GoValues.TypeName(index)}"),
        (string text, long at) => Byte(Encoding.UTF8.GetBytes(text), at),
        // The zero value of what the map holds: of labels and the like that is an empty text.
        (GoMap map, string key) => map.TryGet(key, out var value) ? value : map.Items.All(i => i.Value is string) ? "" : null,
        (GoMap, _) => throw new GoArgumentException($"value has type {GoValues.TypeName(index)}; should be string"),
        _ => throw new GoArgumentException($"can't index item of type {GoValues.TypeName(item)}"),
    };

    public static object? Slice(object?[] arguments)
    {
        var item = arguments[0];
        var length = item switch
        {
            string text => Encoding.UTF8.GetByteCount(text),
            GoList list => list.Count,
            null or GoNil => throw new GoArgumentException("slice of untyped nil"),
            _ => throw new GoArgumentException($"can't slice item of type {GoValues.TypeName(item)}"),
        };
        var from = arguments.Length > 1 ? Bound(arguments[1], length) : 0;
        var to = arguments.Length > 2 ? Bound(arguments[2], length) : length;
        if (arguments.Length > 3)
        {
            throw new GoArgumentException(item is string ? "cannot 3-index slice a string" : "3-index slices are not offered here");
        }

        if (from > to)
        {
            throw new GoArgumentException($"invalid slice index: {from} > {to}");
        }

        return item is string whole
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(whole), from, to - from)
            : new GoList([.. ((GoList)item!).Skip(from).Take(to - from)]);
    }

    private static long Byte(byte[] bytes, long at) =>
        at >= 0 && at < bytes.Length ? bytes[at] : throw new GoArgumentException($"index out of range: {at}");

    private static int Bound(object? value, int length) => value switch
    {
        long at when at >= 0 && at <= length => (int)at,
        long at => throw new GoArgumentException($"index out of range: {at}"),
        _ => throw new GoArgumentException($"cannot index slice/array with type {GoValues.TypeName(value)}"),
    };
}
