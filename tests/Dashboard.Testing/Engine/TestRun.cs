using System.Security.Cryptography;

namespace Dashboard.Testing;

/// <summary>What belongs to this run of the tests.</summary>
public static class TestRun
{
    /// <summary>The value of the label <c>dashboard.test</c> on everything that this process creates on an engine.</summary>
    public static string Id { get; } = NewId();

    /// <summary>Where temporary files go: test.sh's run directory, removed by its trap, or the system's.</summary>
    public static string Directory { get; } = Environment.GetEnvironmentVariable("DASHBOARD_TEST_RUN_DIR") is { Length: > 0 } directory
        ? directory
        : Path.GetTempPath();

    /// <summary>A short random name.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>A new, empty temporary folder of this run.</summary>
    /// <param name="kind">Stands in its name.</param>
    public static string NewDirectory(string kind) =>
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, $"dbt-{kind}-{NewId()}")).FullName;
}
