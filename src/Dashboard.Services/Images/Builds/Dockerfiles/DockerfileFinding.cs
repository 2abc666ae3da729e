namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>How bad something in a Dockerfile is.</summary>
public enum FindingLevel
{
    /// <summary>The build will fail.</summary>
    Error,

    /// <summary>It will hardly do what is meant, or gives something away.</summary>
    Warning,

    /// <summary>It could be better.</summary>
    Info,
}

/// <summary>Something to say about a Dockerfile.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Level">How bad.</param>
/// <param name="Rule">What, as the key of a sentence: "NoTag".</param>
/// <param name="Subject">What the sentence is about: an image, a variable; "" nothing.</param>
public sealed record DockerfileFinding(int Line, FindingLevel Level, string Rule, string Subject);
