using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Logs;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Services;

/// <summary>The operator's settings: section <c>Dashboard</c> of the configuration, explained in <c>appsettings.json</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Dashboard";

    /// <summary>Where the database, keys and the setup token live; relative paths start at the current working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// Seals the key ring, so that the data directory alone opens nothing: 32 bytes in base64, or a passphrase. Better <see cref="MasterKeyFile"/>:
    /// variables are seen by more programs.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>File whose first line is the master key; outside the data directory.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Master keys from before: what they sealed is sealed with the new one at start. They can be left out afterwards.</summary>
    public IList<string> OldMasterKeys { get; set; } = [];

    /// <summary>The same, each the first line of a file.</summary>
    public IList<string> OldMasterKeyFiles { get; set; } = [];

    /// <summary>
    /// How browsers reach us, e.g. "https://dash.example.org": its name is ours even over plain HTTP, and requests for it count as sent over its
    /// scheme. Unless set, both are taken from each request.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// Domain that passkeys are made for; unless set, the one of <see cref="PublicUrl"/>, or else the host by which the browser reached us.
    /// </summary>
    public string? ServerDomain { get; set; }

    /// <summary>Whether plain HTTP may be served to other machines, where passwords and sessions can be read on the way.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>The certificate for <c>https://</c> addresses.</summary>
    public HttpsOptions Https { get; set; } = new();

    /// <summary>How long signed-in sessions last.</summary>
    public SessionOptions Sessions { get; set; } = new();

    /// <summary>Sign-in through a provider, if there is one.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>The reverse proxy in front, if there is one.</summary>
    public ProxyOptions Proxy { get; set; } = new();

    /// <summary>What those who do not manage an environment may create on it.</summary>
    public PolicyOptions Policy { get; set; } = new();

    /// <summary>What is kept of containers' logs.</summary>
    public LogOptions Logs { get; set; } = new();

    /// <summary>How long terminals last.</summary>
    public TerminalOptions Terminals { get; set; } = new();

    /// <summary>Which of them are recorded.</summary>
    public RecordingOptions Recordings { get; set; } = new();

    /// <summary>What builds may take.</summary>
    public BuildOptions Builds { get; set; } = new();
}

/// <summary>How long signed-in sessions last.</summary>
public sealed class SessionOptions
{
    /// <summary>Minutes without a request or a click after which a session ends; 1 to 1440.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Hours after which a session ends however busy it is; 1 to 168.</summary>
    public int MaximumHours { get; set; } = 12;
}

/// <summary>The reverse proxy in front, if there is one.</summary>
public sealed class ProxyOptions
{
    /// <summary>Networks (CIDR, e.g. "172.18.0.0/16") whose X-Forwarded-* headers are believed; none by default.</summary>
    public IList<string> KnownNetworks { get; set; } = [];
}
