using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>
/// Three containers of one side of a comparison: {a} and {b} run, {s} never ran. The other side has three alike; what differs between the
/// two by nature is made the same before it is compared.
/// </summary>
internal sealed record TwinContainers(string A, string B, string S, IReadOnlyDictionary<string, string> Ids)
{
    // A trap, so that stop need not wait for the kill.
    private static readonly string[] _command = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"];

    public static async Task<TwinContainers> MakeAsync(EngineFixture fixture, CancellationToken token, params string[] options)
    {
        var (a, b, s) = (EngineFixture.NewName("eq-a"), EngineFixture.NewName("eq-b"), EngineFixture.NewName("eq-s"));
        var idA = await fixture.Engine.RunContainerAsync(a, options, _command, token);
        var idB = await fixture.Engine.RunContainerAsync(b, [], _command, token);
        var idS = (await fixture.Engine.DockerAsync(token, "create", "--name", s, fixture.Engine.BusyboxImage, "sleep", "60")).EnsureSuccess().Text;
        return new TwinContainers(a, b, s, new Dictionary<string, string> { [idA] = "{a}", [idB] = "{b}", [idS] = "{s}" });
    }

    /// <summary>The words of a line with these containers in it.</summary>
    public string[] Words(string template) => [.. ShellWords.Split(Fill(template))];

    public string Fill(string template) => template
        .Replace("{a}", A, StringComparison.Ordinal).Replace("{b}", B, StringComparison.Ordinal).Replace("{s}", S, StringComparison.Ordinal);

    // The engine quotes what it was given, and we give it the id that the name stood for.
    public string Neutral(string text) => Ids.Aggregate(
        text.Replace(A, "{a}", StringComparison.Ordinal).Replace(B, "{b}", StringComparison.Ordinal).Replace(S, "{s}", StringComparison.Ordinal),
        (t, id) => t.Replace(id.Key, id.Value, StringComparison.Ordinal).Replace(id.Key[..12], id.Value, StringComparison.Ordinal));

    public bool Names(string line) => line.StartsWith(A + " ", StringComparison.Ordinal)
        || line.StartsWith(B + " ", StringComparison.Ordinal) || line.StartsWith(S + " ", StringComparison.Ordinal);
}
