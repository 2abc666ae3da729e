using System.Globalization;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>Values as Go's fmt prints them with %v.</summary>
internal static class GoPrint
{
    /// <summary>As an action prints it: what is not there is &lt;no value&gt;.</summary>
    public static string Shown(object? value) => value is null ? "<no value>" : Nested(value);

    /// <summary>As it is printed inside something, and by print.</summary>
    public static string Nested(object? value) => value switch
    {
        null or GoNil => "<nil>",
        string text => text,
        bool b => b ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Real(number),
        GoNumber number => number.Text,
        GoList list => $"[{string.Join(' ', list.Select(Nested))}]",
        GoMap map => $"map[{string.Join(' ', map.Items.Select(i => $"{i.Key}:{Nested(i.Value)}"))}]",
        IGoObject o => $"{{{string.Join(' ', o.Fields.Select(f => Nested(f.Value)))}}}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>fmt.Sprint: a space between two operands of which neither is text.</summary>
    public static string Print(object?[] values)
    {
        var words = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i] is not string && values[i - 1] is not string)
            {
                words.Append(' ');
            }

            words.Append(Nested(values[i]));
        }

        return words.ToString();
    }

    // %v of a float is %g with the shortest digits, and an exponent below 1e-4 and from 1e21 on.
    private static string Real(double number)
    {
        var size = Math.Abs(number);
        return size != 0 && (size < 1e-4 || size >= 1e21)
            ? GoNumbers.Exponent(number.ToString("E16", CultureInfo.InvariantCulture), number)
            : number.ToString("0.################", CultureInfo.InvariantCulture);
    }
}
