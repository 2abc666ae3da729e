using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Services.Registries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Registries;

/// <summary>Accounts at registries, whether they work, and what is to be had there; for those who manage an engine.</summary>
public sealed partial class RegistriesPage : IDisposable
{
    private const string Hub = "docker.io";

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<DockerEnvironment> _engines = [];
    private IReadOnlyList<(DockerEnvironment Engine, RegistryAccountSummary Account)> _accounts = [];
    private IReadOnlyList<string> _repositories = [];
    private IReadOnlyList<RegistryTag> _tags = [];
    private (DockerEnvironment Engine, string Address)? _browsed;
    private Actor _actor = Actor.Nobody;
    private string _engine = "";
    private string _address = "";
    private string _user = "";
    private string _password = "";
    private string _repository = "";
    private string? _looked;
    private string? _error;
    private string? _done;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IRegistryQueries Registries { get; set; } = null!;

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IJobs Jobs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RegistriesText> Text { get; set; } = null!;

    // The password is no part of it.
    private LogIn Command => new() { UserName = _user.Length > 0 ? _user : "USER", PasswordFromInput = true, Server = _address.Trim().Length > 0 ? _address.Trim() : null };

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _engines = [.. Registry.SeenBy(_actor).Where(e => _actor.MayOnAllOf(Right.Manage, e.Name))];
        _engine = _engines.Count > 0 ? _engines[0].Name.Value : "";
        await DoAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        List<(DockerEnvironment, RegistryAccountSummary)> all = [];
        foreach (var engine in _engines)
        {
            all.AddRange((await Registries.AccountsAsync(_actor, engine, _gone.Token)).Select(a => (engine, a)));
        }

        _accounts = all;
    }

    private Task SignInAsync() => DoAsync(async () =>
    {
        var engine = Registry.Get(_actor, _engine);
        using var password = new MemoryStream(Encoding.UTF8.GetBytes(_password));
        var command = Command;
        var result = await Runner.RunAsync(_actor, engine, command, new CommandFiles(password, null), _gone.Token);
        if (Told(command, result))
        {
            _done = Text["Works", _address.Length > 0 ? _address : Hub, _user];
            (_address, _user, _password) = ("", "", "");
        }

        await LoadAsync();
    });

    private Task TestAsync(DockerEnvironment engine, RegistryAccountSummary account) => DoAsync(async () =>
    {
        var command = new LogIn { Server = account.Address };
        if (Told(command, await Runner.RunAsync(_actor, engine, command, terminal: null, _gone.Token)))
        {
            _done = Text["Works", account.Address, account.UserName];
        }
    });

    private Task SignOutAsync(DockerEnvironment engine, RegistryAccountSummary account) => DoAsync(async () =>
    {
        var command = new LogOut { Server = account.Address };
        Told(command, await Runner.RunAsync(_actor, engine, command, terminal: null, _gone.Token));
        _browsed = null;
        await LoadAsync();
    });

    private Task BrowseAsync(DockerEnvironment engine, string address) => DoAsync(async () =>
    {
        (_browsed, _looked, _repositories) = ((engine, address), null, []);
        // Docker Hub lists nobody's repositories; a name can be looked up all the same.
        _repositories = address == Hub ? [] : await Registries.RepositoriesAsync(_actor, engine, address, _gone.Token);
    });

    private Task LookAsync(string repository) => DoAsync(async () =>
    {
        var (engine, address) = _browsed!.Value;
        _tags = await Registries.TagsAsync(_actor, engine, address, repository.Trim(), _gone.Token);
        _looked = repository.Trim();
    });

    private void Pull(RegistryTag tag)
    {
        var (engine, address) = _browsed!.Value;
        Jobs.Start(_actor, engine, new PullImage { Name = $"{(address == Hub ? "" : address + "/")}{_looked}:{tag.Tag}" }, CommandFiles.None);
    }

    private bool Told(DockerCommand command, CommandResult result)
    {
        _error = result.ExitCode == 0 ? null : RegistryWords.Explain(Text, command, result.Error?.Message ?? result.Stderr.Trim());
        return result.ExitCode == 0;
    }

    private async Task DoAsync(Func<Task> act)
    {
        (_busy, _error, _done) = (true, null, null);
        try
        {
            await act();
        }
        catch (EngineErrorException e)
        {
            _error = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _busy = false;
        }
    }
}
