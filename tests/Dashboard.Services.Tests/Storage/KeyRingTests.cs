using System.Xml.Linq;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Tests.Storage;

public sealed class KeyRingTests
{
    private const string Text = "what only the key ring opens";
    private const string Passphrase = "drowsy lantern over quarry";

    private static readonly string _one = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
    private static readonly string _other = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);

    [Theory]
    [InlineData("raw")]
    [InlineData("passphrase")]
    [InlineData("file")]
    public async Task Prepare_MasterKeySet_NoKeyIsInClear(string how)
    {
        using var data = new TemporaryFolder("ring");
        using var outside = new TemporaryFolder("master");
        var file = Path.Combine(outside.Path, "key");
        await File.WriteAllTextAsync(file, $"{_one}\n", Token);
        var setting = how switch { "raw" => ("MasterKey", _one), "passphrase" => ("MasterKey", Passphrase), _ => ("MasterKeyFile", file) };

        var hidden = await ProtectAsync(data, setting);

        AssertSealed(data);
        Assert.Equal(Text, await OpenAsync(data, hidden, setting));
    }

    [Fact]
    public async Task Prepare_KeysInClear_AreSealedOnTheFirstStartWithAKey()
    {
        using var data = new TemporaryFolder("ring");
        var hidden = await ProtectAsync(data);
        var secret = XDocument.Load(KeyFiles(data).Single()).Descendants("masterKey").Descendants("value").Single().Value;
        Assert.Contains(secret, await File.ReadAllTextAsync(KeyFiles(data).Single(), Token));

        Assert.Equal(Text, await OpenAsync(data, hidden, ("MasterKey", _one)));

        AssertSealed(data);
        foreach (var file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file, Token));
        }
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("none")]
    public async Task Prepare_WrongOrNoKey_NamesTheCulpritAndDestroysNothing(string key)
    {
        using var data = new TemporaryFolder("ring");
        var hidden = await ProtectAsync(data, ("MasterKey", _one));
        var before = await ContentsAsync(data);

        var e = await Assert.ThrowsAsync<StartupException>(() => key == "wrong" ? OpenAsync(data, hidden, ("MasterKey", _other)) : OpenAsync(data, hidden));

        Assert.Contains(key == "wrong" ? "Dashboard:MasterKey: this master key does not open" : "none is set", e.Message);
        Assert.Contains(KeyFiles(data).Single(), e.Message);
        Assert.Equal(before, await ContentsAsync(data));
        Assert.Equal(Text, await OpenAsync(data, hidden, ("MasterKey", _one)));
    }

    // One of two files can't be opened: the other stays as it was too.
    [Fact]
    public async Task Prepare_OneKeyCannotBeOpened_NoneIsChanged()
    {
        using var data = new TemporaryFolder("ring");
        await ProtectAsync(data, ("MasterKey", _one));
        File.Move(KeyFiles(data).Single(), Path.Combine(data.Path, "keys", "key-zz.xml"));
        using var other = new TemporaryFolder("ring");
        await ProtectAsync(other, ("MasterKey", _other));
        File.Copy(KeyFiles(other).Single(), Path.Combine(data.Path, "keys", "key-aa.xml"));
        var before = await ContentsAsync(data);

        await Assert.ThrowsAsync<StartupException>(() => ProtectAsync(data, ("MasterKey", Passphrase), ("OldMasterKeys:0", _other)));

        Assert.Equal(before, await ContentsAsync(data));
    }

    [Fact]
    public async Task Prepare_Rotation_SealsAnewAndTheOldKeyIsNeededNoMore()
    {
        using var data = new TemporaryFolder("ring");
        using var outside = new TemporaryFolder("master");
        var old = Path.Combine(outside.Path, "old");
        await File.WriteAllTextAsync(old, _one, Token);
        var hidden = await ProtectAsync(data, ("MasterKeyFile", old));

        Assert.Equal(Text, await OpenAsync(data, hidden, ("MasterKey", Passphrase), ("OldMasterKeyFiles:0", old)));

        AssertSealed(data);
        Assert.Equal(Text, await OpenAsync(data, hidden, ("MasterKey", Passphrase)));
        await Assert.ThrowsAsync<StartupException>(() => OpenAsync(data, hidden, ("MasterKeyFile", old)));
    }

    [Theory]
    [InlineData("MasterKey", "short", "Dashboard:MasterKey: this master key is too short")]
    [InlineData("MasterKeyFile", "/nowhere/key", "Dashboard:MasterKeyFile: /nowhere/key can't be read")]
    [InlineData("OldMasterKeys:0", "short", "Dashboard:OldMasterKeys:0: this master key is too short")]
    [InlineData("OldMasterKeyFiles:0", "/nowhere/key", "Dashboard:OldMasterKeyFiles:0: /nowhere/key can't be read")]
    public async Task Prepare_BadSetting_IsNamed(string name, string value, string words)
    {
        using var data = new TemporaryFolder("ring");

        var e = await Assert.ThrowsAsync<StartupException>(() => ProtectAsync(data, (name, value)));

        Assert.StartsWith(words, e.Message);
        Assert.Empty(KeyFiles(data));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, true)]
    public async Task Prepare_FileThatEverybodyReads_IsWarnedOf(UnixFileMode mode, bool warns)
    {
        using var data = new TemporaryFolder("ring");
        using var outside = new TemporaryFolder("master");
        var file = Path.Combine(outside.Path, "key");
        await File.WriteAllTextAsync(file, _one, Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }

        var log = new List<string>();
        await using var services = Services(data, log, ("MasterKeyFile", file));
        await services.GetRequiredService<Database>().PrepareAsync(Token);

        Assert.Equal(warns, log.Exists(l => l.Contains($"{file} can be read by everybody", StringComparison.Ordinal)));
    }

    [Fact]
    public void Find_KeyAndFile_OnlyOneMayBeSet()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Dashboard:MasterKey", _one), new("Dashboard:MasterKeyFile", "/x")]).Build();

        Assert.Equal(["Dashboard:MasterKeyFile: Dashboard:MasterKey is set too; keep one of them"], DashboardOptionsErrors.Find(configuration));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] KeyFiles(TemporaryFolder data) => Directory.Exists(Path.Combine(data.Path, "keys")) ? Directory.GetFiles(Path.Combine(data.Path, "keys")) : [];

    private static void AssertSealed(TemporaryFolder data)
    {
        Assert.NotEmpty(KeyFiles(data));
        Assert.All(KeyFiles(data), file =>
        {
            var key = XDocument.Load(file);
            Assert.Empty(key.Descendants("masterKey"));
            Assert.Single(key.Descendants("sealedByMasterKey"));
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.GroupRead)) == 0 || !file.EndsWith(".new", StringComparison.Ordinal));
        });
    }

    private static async Task<List<(string, string)>> ContentsAsync(TemporaryFolder data)
    {
        List<(string, string)> contents = [];
        foreach (var file in KeyFiles(data).Order(StringComparer.Ordinal))
        {
            contents.Add((file, await File.ReadAllTextAsync(file, Token)));
        }

        return contents;
    }

    private static async Task<string> ProtectAsync(TemporaryFolder data, params (string Name, string Value)[] settings)
    {
        await using var services = Services(data, [], settings);
        await services.GetRequiredService<Database>().PrepareAsync(Token);
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect(Text);
    }

    private static async Task<string> OpenAsync(TemporaryFolder data, string hidden, params (string Name, string Value)[] settings)
    {
        await using var services = Services(data, [], settings);
        await services.GetRequiredService<Database>().PrepareAsync(Token);
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(hidden);
    }

    private static ServiceProvider Services(TemporaryFolder data, List<string> log, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Dashboard:DataDirectory", data.Path), .. settings.Select(s => KeyValuePair.Create($"Dashboard:{s.Name}", (string?)s.Value))])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.AddProvider(new Lines(log)));
        services.AddDashboardServices(configuration);
        return services.BuildServiceProvider();
    }

    private sealed class Lines(List<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log)
            {
                log.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
