namespace Dashboard.Services.Commands;

/// <summary>
/// A build's context that was taken in. What is built is the very text that was read: it goes to the engine under a name that nothing else in
/// the context can have, so that no second file of the same name, link or odd archive takes its place. Disposing deletes what was taken in.
/// </summary>
internal interface IPinnedContext : IAsyncDisposable
{
    /// <summary>Text of the Dockerfile.</summary>
    string Text { get; }

    /// <summary>What it is called in the archive that is sent.</summary>
    string Dockerfile { get; }

    /// <summary>The archive that is sent.</summary>
    Stream Open();
}
