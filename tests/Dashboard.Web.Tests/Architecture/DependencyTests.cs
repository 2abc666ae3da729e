using System.Reflection;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>How things point: design rules 1 to 3.</summary>
public sealed partial class DependencyTests
{
    // What every feature may use, and what wires everything together.
    private static readonly string[] Spine = ["Commands", "Access", "Audit", "Environments", "Engine", "Formatting", "Storage", "Budgets", ""];

    [Fact]
    public void Services_References_NoWeb() => Assert.DoesNotContain(
        Assemblies.Services.GetReferencedAssemblies(),
        a => a.Name!.StartsWith("Dashboard.", StringComparison.Ordinal) || a.Name.StartsWith("MudBlazor", StringComparison.Ordinal)
            || a.Name.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal) || a.Name.StartsWith("Microsoft.AspNetCore.SignalR", StringComparison.Ordinal));

    [Fact]
    public void Web_References_NoClientLibrary() => Assert.DoesNotContain(
        Assemblies.Web.GetReferencedAssemblies(), a => a.Name!.StartsWith("Docker.", StringComparison.Ordinal));

    [Fact]
    public void Services_PublicSurface_ShowsNoTypeOfTheClientLibrary()
    {
        var culprits = from type in Assemblies.Services.GetExportedTypes()
                       from use in Surface(type)
                       where Parts(use.Type).Any(t => t.Assembly.GetName().Name!.StartsWith("Docker.", StringComparison.Ordinal))
                       select $"{type.FullName}.{use.Member}: {use.Type}";

        Empty(culprits, "Docker.DotNet stops in Services; give it a type of our own");
    }

    [Fact]
    public void ServicesFeature_UsesOtherFeature_OnlyWhereKnownAndThroughPublicTypes()
    {
        string[] known = ["Consoles → Containers", "Consoles → Logs", "Containers → Images", "Images → Containers", "Images → Jobs", "Jobs → Images", "Logs → Containers", "Terminals → Containers", "Registries → Images"];
        var uses = Crossing("Dashboard.Services").Where(u => !Spine.Contains(Assemblies.Row(u.From)) && !Spine.Contains(Assemblies.Row(u.To))).ToList();

        Empty(uses.Where(u => !Assemblies.Services.GetType(u.To)!.IsPublic).Select(Shown), "another feature's internals");
        Unchanged(known, uses.Select(Rows), "one feature leans on another: if that is meant, write it down here");
    }

    [Fact]
    public void ServicesSpine_UsesFeature_OnlyTheResolverOfContainers()
    {
        // What turns a name into a container has to know containers; nothing else of the spine does.
        string[] known =
        [
            "Access.Actor → Containers.ContainerSummary", "Access.IScopedResolver → Containers.ContainerSummary", "Access.ResolvedContainer → Containers.ContainerDetails", "Access.ResolvedContainer → Containers.ContainerSummary",
            "Access.ScopedResolver → Containers.ContainerDetails", "Access.ScopedResolver → Containers.ContainerInspection",
            "Access.ScopedResolver → Containers.ContainerSummary",
            // A table of the database.
            "Storage.DashboardDbContext → Consoles.ConsoleHistoryLine",
        ];

        Unchanged(
            known,
            Crossing("Dashboard.Services").Where(u => Assemblies.Row(u.From) is { Length: > 0 } from && Spine.Contains(from) && !Spine.Contains(Assemblies.Row(u.To))).Select(Shown),
            "the spine knows a feature");
    }

    [Fact]
    public void SharedAndShell_Use_NoFeature()
    {
        // Registration and pipeline name every row once; that is what they are for.
        string[] wiring = ["Dashboard.Web.Shell.WebRegistration", "Dashboard.Web.Shell.WebPipeline", "Dashboard.Web.Shell.Navigation", "Dashboard.Web.Shell.AppUrls"];
        var culprits = Assemblies.Uses.Where(u =>
            u.From.StartsWith("Dashboard.Web.S", StringComparison.Ordinal) && Assemblies.Row(u.From) is "Shared" or "Shell" && !wiring.Contains(u.From)
            && Assemblies.Row(u.To) is not ("Shared" or "Shell" or "Storage" or "Access" or "Commands" or ""));

        Empty(culprits.Select(u => $"{u.From} → {u.To}"), "Shared and Shell know no feature");
    }

    [Fact]
    public void Shared_Uses_NoShell() => Empty(
        Crossing("Dashboard.Web").Where(u => Assemblies.Row(u.From) == "Shared").Select(Shown), "a shared widget knows nothing of ours but other widgets");

    [Fact]
    public void WebRow_UsesOtherRow_OnlyWhereKnown()
    {
        string[] known =
        [
            "Access → Cli", "Access → Containers", "Connection → Access", "Api → Containers", "Api → Logs", "Api → Terminals", "Consoles → Api", "Consoles → Images", "Consoles → Logs", "Consoles → Terminals",
            "Containers → Api", "Containers → Environments", "Containers → Images", "Containers → Logs", "Containers → Terminals", "Https → Cli", "Api → Images", "Images → Api", "Images → Environments", "Registries → Environments",
            "Logs → Api", "Terminals → Api", "Jobs → Registries",
        ];

        Unchanged(
            known,
            Crossing("Dashboard.Web").Where(u => Assemblies.Row(u.From) is not ("Shell" or "") && Assemblies.Row(u.To) is not ("Shared" or "Shell")).Select(Rows),
            "one row leans on another: if that is meant, write it down here");
    }

    [Fact]
    public void Source_NamesTheClient_OnlyInEnvironments() => Empty(
        Source.Matches(ClientNamed()).Where(m => !m.StartsWith("src/Dashboard.Services/Environments/", StringComparison.Ordinal)), "ask the environment for its connection");

    [Fact]
    public void Web_OpensASignalRClient_Never() => Assert.DoesNotContain(
        Assemblies.Web.GetReferencedAssemblies(), a => a.Name!.StartsWith("Microsoft.AspNetCore.SignalR.Client", StringComparison.Ordinal));

    private static IEnumerable<(string From, string To)> Crossing(string assembly) => Assemblies.Uses.Where(u =>
        u.From.StartsWith(assembly + ".", StringComparison.Ordinal) && u.To.StartsWith(assembly + ".", StringComparison.Ordinal)
        && Assemblies.Row(u.From) != Assemblies.Row(u.To));

    private static string Rows((string From, string To) use) => $"{Assemblies.Row(use.From)} → {Assemblies.Row(use.To)}";

    // "Access.ScopedResolver → Containers.ContainerSummary"
    private static string Shown((string From, string To) use) => $"{string.Join('.', use.From.Split('.')[2..])} → {string.Join('.', use.To.Split('.')[2..])}";

    private static void Empty(IEnumerable<string> culprits, string why) =>
        Assert.True(!culprits.Any(), $"{why}:\n{string.Join('\n', culprits.Distinct().Order(StringComparer.Ordinal))}");

    private static void Unchanged(IReadOnlyCollection<string> known, IEnumerable<string> found, string why)
    {
        var now = found.ToHashSet();
        Empty(now.Except(known), why);
        Empty(known.Except(now), "no longer so: take it off the list");
    }

    private static IEnumerable<(string Member, Type Type)> Surface(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMembers(all).SelectMany(member => member switch
        {
            MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly => method.GetParameters().Select(p => p.ParameterType)
                .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : []).Select(t => (method.Name, t)),
            FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => [(field.Name, field.FieldType)],
            _ => [],
        }).Concat(type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(t => ("(base)", t)));
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    [GeneratedRegex(@"\bDockerClient(Builder|Configuration)?\b")]
    private static partial Regex ClientNamed();
}
