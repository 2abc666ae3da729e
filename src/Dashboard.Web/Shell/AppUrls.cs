using System.Globalization;

namespace Dashboard.Web.Shell;

/// <summary>Every URL of the dashboard. Names are escaped here and nowhere else.</summary>
public static class AppUrls
{
    /// <summary>Sends on to the first page.</summary>
    public const string Home = "/";

    /// <summary>Sign-in page; may carry <c>?returnUrl=</c>.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>One's own account: password, second factor, sessions, tokens.</summary>
    public const string Account = "/account";

    /// <summary>What a browser needs to make a passkey; POST. The passkey itself goes to <see cref="Passkeys"/>.</summary>
    public const string PasskeyCreation = "/account/passkeys/options";

    /// <summary>Takes a new passkey; POST.</summary>
    public const string Passkeys = "/account/passkeys";

    /// <summary>What a browser needs to sign in with a passkey; POST. The answer goes to <see cref="SignInPasskey"/>.</summary>
    public const string SignInPasskeyRequest = "/sign-in/passkey/options";

    /// <summary>Signs in with a passkey; POST.</summary>
    public const string SignInPasskey = "/sign-in/passkey";

    /// <summary>Sends to the sign-in provider; may carry <c>?returnUrl=</c>, and <c>?again=true</c> to be asked there even when signed in.</summary>
    public const string SignInProvider = "/sign-in/provider";

    /// <summary>Where the provider sends back to; to be registered with it.</summary>
    public const string SignInProviderCallback = "/sign-in/provider/callback";

    /// <summary>Moves on by itself once signed in; carries <c>?returnUrl=</c>.</summary>
    public const string SignInDone = "/sign-in/done";

    /// <summary>Ends the session; POST.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>First-run page; carries <c>?token=</c>.</summary>
    public const string Setup = "/setup";

    /// <summary>204 for somebody signed in, 401 for a stranger; lets a page whose circuit is lost find out which it is.</summary>
    public const string Session = "/session";

    /// <summary>Chooses the language.</summary>
    public const string LanguageChoice = "/language";

    /// <summary>The page for what does not exist.</summary>
    public const string NotFound = "/not-found";

    /// <summary>The page for what went wrong in the server.</summary>
    public const string Error = "/error";

    /// <summary>Whether the process is up.</summary>
    public const string Healthz = "/healthz";

    /// <summary>Whether it can work.</summary>
    public const string Readyz = "/readyz";

    /// <summary>How one's requests reach the dashboard, and what it makes of them.</summary>
    public const string Connection = "/connection";

    /// <summary>Lets a browser send its Origin and find out whether it is the expected one; POST.</summary>
    public const string ConnectionCheck = "/connection/check";

    /// <summary>Blazor's own socket.</summary>
    public const string Circuit = "/_blazor";

    /// <summary>A list of scripts that Blazor fetches, same-origin and so without an Origin header, before it opens its socket.</summary>
    public const string CircuitInitializers = "/_blazor/initializers";

    /// <summary>Below it are all hubs.</summary>
    public const string Hubs = "/hubs";

    /// <summary>Pushes containers' status.</summary>
    public const string StatusHub = "/hubs/status";

    /// <summary>Follows logs.</summary>
    public const string LogHub = "/hubs/logs";

    /// <summary>Follows several logs as one.</summary>
    public const string MergedLogHub = "/hubs/merged-logs";

    /// <summary>Shells in containers.</summary>
    public const string TerminalHub = "/hubs/terminals";

    /// <summary>What containers use.</summary>
    public const string UsageHub = "/hubs/usage";

    /// <summary>What could be typed next in the console, and what was typed before.</summary>
    public const string ConsoleHub = "/hubs/console";

    /// <summary>Below it is all that is for programs.</summary>
    public const string ApiRoot = "/api";

    /// <summary>The REST interface.</summary>
    public const string Api = "/api/v1";

    /// <summary>The docker command line.</summary>
    public const string Console = "/console";

    /// <summary>What Docker's words mean, to be tried.</summary>
    public const string Learn = "/learn";

    /// <summary>Recordings of terminals.</summary>
    public const string Recordings = "/recordings";

    /// <summary>Who did what.</summary>
    public const string Audit = "/audit";

    /// <summary>The same as JSON lines, to be kept elsewhere.</summary>
    public const string AuditExport = "/audit/export";

    /// <summary>All containers.</summary>
    public const string Containers = "/containers";

    /// <summary>Query of <see cref="Containers"/>: what its filter begins with.</summary>
    public const string FilterQuery = "filter";

    /// <summary>Tab of a container's page: what it is.</summary>
    public const string OverviewTab = "overview";

    /// <summary>Tab of a container's page: its log.</summary>
    public const string LogTab = "log";

    /// <summary>Tab of a container's page: a shell in it.</summary>
    public const string TerminalTab = "terminal";

    /// <summary>Tab of a container's page: what it uses.</summary>
    public const string UsageTab = "usage";

    /// <summary>Tab of a container's page: its limits, to change.</summary>
    public const string LimitsTab = "limits";

    /// <summary>Tab of a container's page: its processes.</summary>
    public const string ProcessesTab = "processes";

    /// <summary>Tab of a container's page: what it has changed in its file system.</summary>
    public const string ChangesTab = "changes";

    /// <summary>Tab of a container's page: all that the engine knows of it.</summary>
    public const string InspectTab = "inspect";

    /// <summary>Tab of a container's page: what happened to it, and who did what.</summary>
    public const string TimelineTab = "timeline";

    /// <summary>Tab of a container's page: its files; may carry <see cref="PathQuery"/>.</summary>
    public const string FilesTab = "files";

    /// <summary>Parameter of the files tab: which folder or file.</summary>
    public const string PathQuery = "path";

    /// <summary>The tabs of a container's page, in the order shown.</summary>
    public static IReadOnlyList<string> ContainerTabs { get; } =
        [OverviewTab, LogTab, TerminalTab, UsageTab, LimitsTab, TimelineTab, ProcessesTab, FilesTab, ChangesTab, InspectTab];

    /// <summary>All images.</summary>
    public const string Images = "/images";

    /// <summary>Accounts at image registries.</summary>
    public const string Registries = "/registries";

    /// <summary>One image, by its id, whose algorithm is left out.</summary>
    public static string Image(string environment, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"{Images}/{Uri.EscapeDataString(environment)}/{Uri.EscapeDataString(id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..])}";
    }

    /// <summary>Images as a tar archive; GET with names, PUT without.</summary>
    public static string ApiImages(string environment, IReadOnlyList<string> names) =>
        $"{Api}/environments/{Uri.EscapeDataString(environment)}/images/archive{(names.Count > 0 ? "?" : "")}{string.Join('&', names.Select(n => $"name={Uri.EscapeDataString(n)}"))}";

    /// <summary>Builds an image on an engine. No image can be called "-", so the address is nobody's.</summary>
    public static string BuildImage(string environment) => $"{Images}/{Uri.EscapeDataString(environment)}/-/build";

    /// <summary>Parameter of the build page: a build to look at.</summary>
    public const string BuildQuery = "build";

    /// <summary>A build, on the page that began it.</summary>
    public static string Build(string environment, Guid id) => $"{BuildImage(environment)}?{BuildQuery}={id:N}";

    /// <summary>Takes the archive that is to be built from; PUT.</summary>
    public static string ApiBuildContext(string environment, Guid id) => $"{Api}/environments/{Uri.EscapeDataString(environment)}/build-contexts/{id}";

    /// <summary>Which files of a folder need not be sent; POST.</summary>
    public static string ApiContextSelection(string environment) => $"{Api}/environments/{Uri.EscapeDataString(environment)}/build-contexts/selection";

    /// <summary>People, and what they may do.</summary>
    public const string People = "/people";

    /// <summary>Tab of the people page: accounts.</summary>
    public const string UsersTab = "users";

    /// <summary>Tab of the people page: groups.</summary>
    public const string GroupsTab = "groups";

    /// <summary>Tab of the people page: roles.</summary>
    public const string RolesTab = "roles";

    /// <summary>Tab of the people page: who has which role where.</summary>
    public const string GrantsTab = "grants";

    /// <summary>Tab of the people page: what somebody may do to something, and why.</summary>
    public const string CheckTab = "check";

    /// <summary>The tabs of the people page, in the order shown.</summary>
    public static IReadOnlyList<string> PeopleTabs { get; } = [UsersTab, GroupsTab, RolesTab, GrantsTab, CheckTab];

    /// <summary>A tab of the people page.</summary>
    public static string PeopleTab(string tab) => $"{People}/{Uri.EscapeDataString(tab)}";

    /// <summary>One container, by name or id.</summary>
    public static string Container(string environment, string idOrName) =>
        $"{Containers}/{Uri.EscapeDataString(environment)}/{Uri.EscapeDataString(idOrName)}";

    /// <summary>All containers that a filter lets through.</summary>
    public static string ContainersMatching(string filter) => $"{Containers}?{FilterQuery}={Uri.EscapeDataString(filter)}";

    /// <summary>Makes a container on an engine. No container can be called "-", so the address is nobody's.</summary>
    public static string NewContainer(string environment) => $"{Containers}/{Uri.EscapeDataString(environment)}/-/new";

    /// <summary>The same, filled with what another container was made with.</summary>
    public static string DuplicateContainer(string environment, string idOrName) => $"{NewContainer(environment)}?from={Uri.EscapeDataString(idOrName)}";

    /// <summary>What is kept of a container's log, as a file.</summary>
    public static string DownloadLog(string environment, string container) =>
        $"{Api}/environments/{Uri.EscapeDataString(environment)}/containers/{Uri.EscapeDataString(container)}/logs/download";

    /// <summary>One's open terminals, and docker lines to run in new ones.</summary>
    public const string Terminals = "/terminals";

    /// <summary>Parameter of <see cref="Terminals"/>: on which engine.</summary>
    public const string EnvironmentQuery = "environment";

    /// <summary>Parameter of <see cref="Terminals"/>: the docker line that is offered.</summary>
    public const string LineQuery = "line";

    /// <summary>Offers to run a docker line in a terminal. It is not run by the address alone: anybody can write one.</summary>
    public static string NewTerminal(string environment, string line) =>
        $"{Terminals}?{EnvironmentQuery}={Uri.EscapeDataString(environment)}&{LineQuery}={Uri.EscapeDataString(line)}";

    /// <summary>Kept logs of containers that are gone.</summary>
    public const string KeptLogs = "/logs";

    /// <summary>The kept log of one of them.</summary>
    public static string KeptLog(string environment, string containerId) => $"{KeptLogs}/{Uri.EscapeDataString(environment)}/{Uri.EscapeDataString(containerId)}";

    /// <summary>Query of pages and files of several logs: whose, e.g. "project=shop".</summary>
    public const string SelectorQuery = "of";

    /// <summary>The logs that a selector takes, as one.</summary>
    public static string MergedLog(string environment, string selector) =>
        $"/merged-logs/{Uri.EscapeDataString(environment)}?{SelectorQuery}={Uri.EscapeDataString(selector)}";

    /// <summary>The same as a file.</summary>
    public static string DownloadMergedLog(string environment, string selector) =>
        $"{Api}/environments/{Uri.EscapeDataString(environment)}/logs/download?{SelectorQuery}={Uri.EscapeDataString(selector)}";

    /// <summary>Changes a container by making it again.</summary>
    public static string EditContainer(string environment, string idOrName) => $"{Container(environment, idOrName)}/edit";

    /// <summary>A tab of one container's page.</summary>
    public static string ContainerTab(string environment, string idOrName, string tab) =>
        $"{Container(environment, idOrName)}/{Uri.EscapeDataString(tab)}";

    /// <summary>A folder or file of a container on its page.</summary>
    public static string ContainerFiles(string environment, string idOrName, string path) =>
        $"{ContainerTab(environment, idOrName, FilesTab)}?{PathQuery}={Uri.EscapeDataString(path)}";

    /// <summary>A file or folder of a container as a tar archive; GET and PUT.</summary>
    public static string ApiArchive(string environment, string idOrName, string path) => ApiOf(environment, idOrName, "archive", path);

    /// <summary>A file of a container as it is; GET.</summary>
    public static string ApiFile(string environment, string idOrName, string path) => ApiOf(environment, idOrName, "file", path);

    /// <summary>A recording, to be watched.</summary>
    public static string Recording(string environment, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Recordings}/{Uri.EscapeDataString(environment)}/{number}");

    /// <summary>A recording as asciicast v3; GET.</summary>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="number">Its number.</param>
    /// <param name="use">"play" or "download".</param>
    public static string ApiRecording(string environment, long number, string use) =>
        string.Create(CultureInfo.InvariantCulture, $"{Api}/environments/{Uri.EscapeDataString(environment)}/recordings/{number}/{use}");

    /// <summary>Sign-in page that leads to <paramref name="returnUrl"/> afterwards.</summary>
    public static string SignInTo(string? returnUrl) =>
        string.IsNullOrEmpty(returnUrl) ? SignIn : $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The way to the provider, which leads to <paramref name="returnUrl"/> afterwards.</summary>
    public static string SignInProviderTo(string? returnUrl) =>
        string.IsNullOrEmpty(returnUrl) ? SignInProvider : $"{SignInProvider}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>To the provider although signed in, to be asked there again.</summary>
    public static string SignInProviderAgain(string returnUrl) => $"{SignInProvider}?again=true&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The last step of signing in through the provider.</summary>
    public static string SignInDoneTo(string returnUrl) => $"{SignInDone}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Says why signing in through the provider came to nothing.</summary>
    public static string SignInFailed(string reason) => $"/sign-in/failed?reason={Uri.EscapeDataString(reason)}";

    /// <summary>Chooses a language and comes back to <paramref name="returnUrl"/>.</summary>
    public static string Language(string culture, string returnUrl) =>
        $"{LanguageChoice}?culture={Uri.EscapeDataString(culture)}&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Whether a path is called by programs: they get status codes and problem details, never pages or redirects.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments(ApiRoot) || path.StartsWithSegments(Session) || path.StartsWithSegments(Circuit) || path.StartsWithSegments(Hubs)
        || path.StartsWithSegments(Passkeys) || path.StartsWithSegments(SignInPasskey) || path.StartsWithSegments(ConnectionCheck);

    /// <summary>Whether a path tells how the program is, and nothing else.</summary>
    public static bool IsHealth(PathString path) => path.Equals(Healthz, StringComparison.Ordinal) || path.Equals(Readyz, StringComparison.Ordinal);

    private static string ApiOf(string environment, string idOrName, string what, string path) =>
        $"{Api}/environments/{Uri.EscapeDataString(environment)}/containers/{Uri.EscapeDataString(idOrName)}/{what}?path={Uri.EscapeDataString(path)}";

    /// <summary>Whether a path opens a lasting connection.</summary>
    public static bool IsConnection(PathString path) =>
        (path.StartsWithSegments(Circuit) && !path.Equals(CircuitInitializers, StringComparison.Ordinal)) || path.StartsWithSegments(Hubs);
}
