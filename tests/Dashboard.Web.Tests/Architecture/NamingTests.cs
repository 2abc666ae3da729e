using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>Names, sizes and spellings that a compiler does not mind.</summary>
public sealed partial class NamingTests
{
    private const int MostLines = 400;

    // Names that types of the platform or of MudBlazor have; a bare use would be ambiguous.
    private static readonly string[] TakenNames = ["Environment", "Severity", "Color", "Size", "System"];

    private static readonly string[] EmptySuffixes = ["Helper", "Helpers", "Manager", "Utils", "Util", "Model", "Common"];

    [Fact]
    public void Types_Names_AreNotTakenByThePlatform() =>
        Empty(Assemblies.Written.Where(t => TakenNames.Contains(t.Name)).Select(t => t.FullName!), "another word");

    [Fact]
    public void Namespaces_Names_AreNotTakenByThePlatform() =>
        Empty(Assemblies.Written.Select(t => t.Namespace ?? "").Where(n => n.Split('.').Skip(1).Any(TakenNames.Contains)), "another word");

    [Fact]
    public void Types_Names_SayWhatTheyAre()
    {
        // Implements the platform's ICookieManager and is seen by nobody else.
        string[] exceptions = ["Dashboard.Web.Access.SessionCookie+Manager"];

        Empty(
            Assemblies.Written.Select(t => t.FullName!).Where(n => Array.Exists(EmptySuffixes, s => n.EndsWith(s, StringComparison.Ordinal))).Except(exceptions),
            "Helper, Manager, Utils, Model and Common say nothing");
    }

    [Fact]
    public void Program_Length_IsAPage()
    {
        var program = Source.Files("src/Dashboard.Web", "/Program.cs").Single();

        Assert.InRange(Lines(program.Text), 1, 60);
    }

    [Fact]
    public void SourceFiles_Length_IsAtMostFourHundredLines() => Empty(
        Source.Files("src", ".cs", ".razor", ".ts").Concat(Source.Files("tests", ".cs")).Where(f => Lines(f.Text) > MostLines).Select(f => $"{f.Path}: {Lines(f.Text)} lines"),
        $"over {MostLines} lines: split");

    [Fact]
    public void CSharpFiles_Names_AreTheirTypes() => Empty(
        from file in Source.Files("src", ".cs")
        let name = Path.GetFileName(file.Path).Split('.')[0]
        where !TypeDeclared(name).IsMatch(file.Text)
        select file.Path,
        "the file declares no type of its own name");

    [Fact]
    public void RazorFiles_Code_IsInOnePlaceOnly() => Empty(
        from file in Source.Files("src", ".razor")
        where File.Exists(Path.Combine(Dashboard.Testing.DashboardProgram.RepositoryRoot, file.Path + ".cs")) && CodeBlock().IsMatch(file.Text)
        select file.Path,
        "code in the .razor and in the .razor.cs");

    [Fact]
    public void RazorFiles_InputsBeingTypedInto_AreBound() => Empty(
        from file in Source.Files("src", ".razor")
        from line in file.Text.Split('\n')
        // Only a binding tells Blazor that the browser has this value already: else the answer to a letter takes away those typed after it.
        where line.Contains("@oninput=", StringComparison.Ordinal) && line.Contains(" value=", StringComparison.Ordinal)
        select $"{file.Path}: {line.Trim()}",
        "value= with @oninput: use @bind:get, @bind:set and @bind:event");

    [Fact]
    public void AsyncMethods_Names_EndInAsync() => Empty(
        AsyncMethods(Assemblies.Services).Concat(AsyncMethods(Assemblies.Web).Where(m => !m.DeclaringType!.IsSubclassOf(typeof(Hub))))
            .Where(m => !m.Name.EndsWith("Async", StringComparison.Ordinal)).Select(Shown)
            // Wraps a stream, as LINQ's operators do, which have no suffix either.
            .Except(["Dashboard.Web.Api.HubErrors.WithHubErrors"]),
        "a method that gives a task or a stream ends in Async");

    [Fact]
    public void ServicesAsyncMethods_Cancellation_IsLastAndRequired() => Empty(
        AsyncMethods(Assemblies.Services)
            .Where(m => m.GetParameters() is not [.., { ParameterType: var last, IsOptional: false }] || last != typeof(CancellationToken)).Select(Shown)
            // Blocks in a read that only shutting its socket down ends.
            .Except(["Dashboard.Services.Logs.LogReaderThread.RunAsync"])
            // Take the request, which Identity's passkey handler needs whole and which has a token of its own.
            .Where(m => !m.StartsWith("Dashboard.Services.Access.Passkeys.", StringComparison.Ordinal)),
        "the last parameter is a CancellationToken without a default");

    [Fact]
    public void Catch_Body_IsNeverEmpty() => Empty(Source.Matches(EmptyCatch()), "a silent catch");

    [Fact]
    public void Catch_BodyOfACommentOnly_SwallowsCancellationOnly()
    {
        // Whose exception is the answer: the engine closed the socket first; a check is due already; the process is gone with its container.
        string[] exceptions =
        [
            "catch (SocketException)", "catch (SemaphoreFullException)",
            "when (e is DockerApiException { StatusCode: System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict })",
        ];

        Empty(
            Source.Matches(CommentedCatch()).Where(m => !m.Contains("OperationCanceledException", StringComparison.Ordinal)
                && !m.Contains("JSDisconnectedException", StringComparison.Ordinal) && !Array.Exists(exceptions, e => m.Contains(e, StringComparison.Ordinal))),
            "only cancellation and JSDisconnectedException may be swallowed");
    }

    [Fact]
    public void Clock_IsAlwaysTheTimeProvider() => Empty(Source.Matches(WallClock()), "use TimeProvider");

    private static int Lines(string text) => text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    private static string Shown(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    private static void Empty(IEnumerable<string> culprits, string why) =>
        Assert.True(!culprits.Any(), $"{why}:\n{string.Join('\n', culprits.Distinct().Order(StringComparer.Ordinal))}");

    // What the base class or an interface of the platform named is not ours to name.
    private static IEnumerable<MethodInfo> AsyncMethods(Assembly assembly) =>
        from type in assembly.GetTypes().Where(Assemblies.Written.Contains)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where (method.IsPublic || method.IsAssembly) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal)
        where method.GetBaseDefinition().DeclaringType == type && !Foreign(type).Contains(method)
        where IsAwaited(method.ReturnType)
        select method;

    private static HashSet<MethodInfo> Foreign(Type type) => type.IsInterface ? [] : type.GetInterfaces()
        .Where(i => i.Assembly != Assemblies.Services && i.Assembly != Assemblies.Web).SelectMany(i => type.GetInterfaceMap(i).TargetMethods).ToHashSet();

    private static bool IsAwaited(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static Regex TypeDeclared(string name) => new($@"\b(class|record|struct|interface|enum)\s+{Regex.Escape(name)}\b");

    [GeneratedRegex(@"^@code\b|^@functions\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\bcatch\b\s*(\([^()]*\))?\s*(when\s*\(([^()]|\([^()]*\))*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\bcatch\b\s*(\([^()]*\))?\s*(when\s*\(([^()]|\([^()]*\))*\))?\s*\{\s*(//[^\n]*\s*)+\}")]
    private static partial Regex CommentedCatch();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex WallClock();
}
