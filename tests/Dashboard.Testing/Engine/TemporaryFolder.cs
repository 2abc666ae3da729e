namespace Dashboard.Testing;

/// <summary>A new, empty temporary folder of this run, which goes with all that is in it, whether the test that made it passes or fails.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    /// <param name="kind">Stands in its name.</param>
    public TemporaryFolder(string kind) => Path = TestRun.NewDirectory(kind);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Path of something in it, which need not be there.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        // What stands for several processes may share one: the first that goes removes it.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
