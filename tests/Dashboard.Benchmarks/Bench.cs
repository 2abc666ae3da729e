using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>What most benchmarks run on: a private engine, the real program, a signed-in page in a real browser.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(PrivateEngine engine, Seat seat) => (Engine, Seat) = (engine, seat);

    public PrivateEngine Engine { get; }

    public Seat Seat { get; }

    public IPage Page => Seat.Page;

    public static async Task<Bench> StartAsync(CancellationToken cancellationToken)
    {
        var engine = await PrivateEngine.StartAsync(cancellationToken);
        return new Bench(engine, await Seat.TakeAsync(engine.DockerHost, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Seat.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
