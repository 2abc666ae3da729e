using System.Text;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Images;

/// <summary>
/// What the engine tells while it moves or builds an image, for whoever asked: drawn in their terminal, told to who looks on, and else kept
/// as the docker CLI prints it where there is no terminal.
/// </summary>
/// <param name="context">Whose command it is.</param>
/// <param name="quiet">Nothing of it is shown; who looks on is told all the same.</param>
/// <param name="translate">Puts what is told for programs into words; null leaves it out.</param>
internal sealed class EngineReport(CommandContext context, bool quiet, Func<EngineMessage, IEnumerable<EngineMessage>>? translate = null)
{
    // A build may print for hours. Its end is what matters, and the log of a job keeps more.
    private const int MostKept = 4 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private readonly MaskedMessages _masked = new(context.Secrets);

    /// <summary>What the docker CLI prints; "" where it was drawn in a terminal.</summary>
    public string Text => _text.ToString();

    /// <summary>Adds to what is printed.</summary>
    public void Append(string text)
    {
        if (!quiet)
        {
            _text.Append(text);
        }
    }

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <returns>The failure as the docker CLI words it; null when there was none.</returns>
    /// <exception cref="EngineErrorException">The connection to the engine was lost.</exception>
    public async Task<CommandResult?> RunAsync(
        HttpMethod method, string path, HttpContent? body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Connection.Lost);
        try
        {
            using var answer = await context.Connection.Http.SendAsync(method, path, body, headers, stop.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(stop.Token);
            return await ReadAsync(stream, stop.Token);
        }
        catch (DockerApiException e) when (EngineErrors.Translate(e) is { } error)
        {
            return CommandResult.Failure(error) with { Stdout = Text };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost in the middle of its work."));
        }
    }

    private async Task<CommandResult?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var screen = context.Terminal is { } terminal && !quiet ? new PullScreen(terminal, cancellationToken) : null;
        await foreach (var message in EngineMessage.ReadAllAsync(stream, cancellationToken))
        {
            if (message.Error is { } error)
            {
                ShowAll(_masked.End(), screen);
                return new CommandResult(message.ErrorCode == 0 ? 1 : message.ErrorCode, Text, error + "\n")
                {
                    Error = new EngineError(EngineErrorKind.Failed, error),
                };
            }

            ShowAll((translate?.Invoke(message) ?? [message]).Where(m => !m.IsAux).SelectMany(_masked.Take), screen);
        }

        ShowAll(_masked.End(), screen);
        return null;
    }

    private void ShowAll(IEnumerable<EngineMessage> messages, PullScreen? screen)
    {
        foreach (var message in messages)
        {
            Show(message, screen);
        }
    }

    private void Show(EngineMessage message, PullScreen? screen)
    {
        context.Progress?.Report(message.Progress);
        screen?.Report(message.Progress with { Status = message.Progress.Status.TrimEnd('\n') });
        if (screen is null && !quiet)
        {
            Keep(message.Line);
        }
    }

    private void Keep(string line)
    {
        _text.Append(line);
        if (_text.Length > MostKept)
        {
            _text.Remove(0, _text.Length - (MostKept / 2)).Insert(0, "… the beginning was left out\n");
        }
    }
}
