namespace Dashboard.Services.Images;

/// <summary>What is to be told of one image.</summary>
/// <param name="Summary">As lists show it.</param>
/// <param name="Platform">Operating system and processor, e.g. "linux/amd64".</param>
/// <param name="Author">Who made it; "" unknown.</param>
/// <param name="Comment">What its maker noted; "" nothing.</param>
/// <param name="Config">What containers of it begin with, by the engine's names ("Cmd", "WorkingDir", …), only what is set.</param>
/// <param name="Environment">Variables, NAME=value, with what looks secret masked.</param>
/// <param name="Layers">How it was made, newest first.</param>
public sealed record ImageDetails(
    ImageSummary Summary,
    string Platform,
    string Author,
    string Comment,
    IReadOnlyList<KeyValuePair<string, string>> Config,
    IReadOnlyList<string> Environment,
    IReadOnlyList<ImageLayer> Layers);
