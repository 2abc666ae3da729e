using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>Prints figures as medians with their spread, and the ratio to a baseline that was measured in turn with them.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static void Print(
        string title, string unit, (string Name, IReadOnlyList<double> Values) ours, params (string Name, IReadOnlyList<double> Values)[] baselines)
    {
        Console.WriteLine(title);
        Row(ours.Name, unit, ours.Values);
        foreach (var baseline in baselines)
        {
            Row(baseline.Name, unit, baseline.Values);
            var ratios = ours.Values.Zip(baseline.Values, (a, b) => a / b).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    ours to this, pair by pair            {Median(ratios),12:0.00}   (min {ratios.Min():0.00}, max {ratios.Max():0.00})"));
        }

        Console.WriteLine();
    }

    /// <summary>Prints how long things took: median, and within what 95 of 100 were.</summary>
    public static void PrintP95(string title, string unit, IReadOnlyList<double> values) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {title,-58} median {Median(values):#,##0.0} {unit}, p95 {P95(values):#,##0.0} {unit} (max {values.Max():#,##0.0}, n {values.Count})"));

    private static double P95(IReadOnlyList<double> values) => values.Order().ElementAt((int)Math.Ceiling(values.Count * 0.95) - 1);

    private static void Row(string name, string unit, IReadOnlyList<double> values) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name,-40}{Median(values),12:#,##0.0} {unit} (min {values.Min():#,##0.0}, max {values.Max():#,##0.0}, n {values.Count})"));
}
