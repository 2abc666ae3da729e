using Dashboard.Testing;

namespace Dashboard.Browser.Tests.Terminals;

/// <summary>Everything of <see cref="HostileSequences"/>, printed by a container into a terminal that somebody looks at.</summary>
public sealed class HostileSequenceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Corpus_Printed_ReachesNoClipboardTitleLinkOrShell()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("hostile", [], ["sleep", "600"], token);
        await WriteAsync("hostile", token);
        await using var browser = await fixture.OpenAsync("/containers/local/hostile/terminal");
        await browser.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await browser.Page.EvaluateAsync(
            """
            () => {
              const reached = window.reached = [];
              const tell = (name) => (...words) => { reached.push(`${name} ${words}`); return Promise.resolve(""); };
              for (const name of ["writeText", "write", "readText", "read"]) Object.defineProperty(navigator.clipboard, name, { value: tell(`clipboard.${name}`) });
              for (const name of ["open", "alert", "confirm", "prompt", "print", "Notification", "Audio", "AudioContext"]) Object.defineProperty(window, name, { value: tell(name), configurable: true });
              document.execCommand = tell("execCommand");
              document.addEventListener("copy", tell("copy"));
              new MutationObserver(tell("title")).observe(document.querySelector("title"), { childList: true, characterData: true, subtree: true });
              new MutationObserver((changes) => {
                for (const change of changes) for (const node of change.addedNodes) if (node.querySelector?.("img,script,iframe,object,embed,form,a[href]") || node.matches?.("img,script,iframe,object,embed,form,a[href]")) reached.push(`element ${node.outerHTML}`);
              }).observe(document.querySelector("terminal-view"), { childList: true, subtree: true });
            }
            """);
        var (title, address) = (await browser.Page.TitleAsync(), browser.Page.Url);

        // The terminal's answers would be typed into the shell: they go into a file instead, until there have been none for a second.
        await browser.Page.Keyboard.TypeAsync("stty -echo; cat /corpus; printf '\\030\\033c'; stty -icanon min 0 time 10; cat > /answers; stty sane; echo pri''nted\n");
        await browser.UntilTerminalShowsAsync("printed");

        var answers = (await fixture.Engine.DockerAsync(token, "exec", "hostile", "cat", "/answers")).EnsureSuccess().Stdout;
        Assert.NotEmpty(answers);
        // Nothing of what was printed, and nothing that a shell would take as the end of a line.
        Assert.DoesNotContain("reached", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("rgb:", answers, StringComparison.Ordinal);
        Assert.DoesNotContain(answers, c => c is '\r' or '\n' or '\x03' or '\x04');
        Assert.Equal("", await browser.Page.EvaluateAsync<string>("window.reached.join('\\n')"));
        Assert.Equal((title, address), (await browser.Page.TitleAsync(), browser.Page.Url));
        await fixture.Engine.DockerAsync(token, "rm", "-f", "hostile");
    }

    // Each is cancelled before the next, so that none is swallowed by the one before it.
    private async Task WriteAsync(string container, CancellationToken token)
    {
        using var folder = new TemporaryFolder("corpus");
        var path = folder.At("corpus");
        await using (var file = File.Create(path))
        {
            foreach (var (_, bytes) in HostileSequences.All)
            {
                file.Write(bytes);
                file.Write("\x18\r\n"u8);
            }
        }

        (await fixture.Engine.DockerFromFileAsync(path, token, "exec", "-i", container, "sh", "-c", "cat > /corpus")).EnsureSuccess();
    }
}
