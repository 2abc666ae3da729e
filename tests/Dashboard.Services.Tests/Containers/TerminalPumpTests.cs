using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Containers;

public sealed class TerminalPumpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_InputCannotBePassedOn_IsToldInTheTerminal()
    {
        var (terminal, stream) = (new Typed("ls\r"), new Deaf());
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = new TerminalPump(stream, terminal, (_, _) => Task.CompletedTask, CancellationToken.None).RunAsync(cancellation.Token);

        var told = await terminal.Shown.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);

        Assert.Equal("\r\nWhat is typed does not reach the process any more: the pipe is broken\r\n", told);
        Assert.False(running.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task RunAsync_ProcessHasEndedWhenAKeyComes_SaysNothing()
    {
        var (terminal, stream) = (new Typed("x"), new Deaf { EndsWithTheWrite = true });

        await new TerminalPump(stream, terminal, (_, _) => Task.CompletedTask, CancellationToken.None).RunAsync(Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);

        Assert.False(terminal.Shown.Task.IsCompleted);
    }

    private sealed class Deaf : ITerminalStream
    {
        private readonly TaskCompletionSource _written = new();

        public bool EndsWithTheWrite { get; init; }

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            await (EndsWithTheWrite ? _written.Task : Task.Delay(Timeout.Infinite, cancellationToken));
            return 0;
        }

        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _written.TrySetResult();
            throw new IOException("the pipe is broken");
        }

        public void Dispose()
        {
        }
    }

    private sealed class Typed(string text) : ITerminal
    {
        private byte[]? _input = Encoding.ASCII.GetBytes(text);

        public TaskCompletionSource<string> Shown { get; } = new();

        public TerminalDimensions Dimensions => new(80, 24);

        public Task<TerminalDimensions> NextDimensionsAsync(CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => Dimensions, cancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

        public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _input, null) is { } input)
            {
                return input;
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
            return default;
        }

        public ValueTask WriteOutputAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            Shown.TrySetResult(Encoding.UTF8.GetString(bytes.Span));
            return ValueTask.CompletedTask;
        }
    }
}
