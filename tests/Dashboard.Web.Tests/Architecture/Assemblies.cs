using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>The two assemblies of the program, loaded once.</summary>
internal static class Assemblies
{
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(() => new ArchLoader().LoadAssemblies(Services, Web).Build());

    /// <summary>Dashboard.Services.</summary>
    public static Assembly Services { get; } = typeof(Dashboard.Services.Commands.DockerCommand).Assembly;

    /// <summary>Dashboard.Web.</summary>
    public static Assembly Web { get; } = typeof(Program).Assembly;

    /// <summary>Types that somebody wrote, in both.</summary>
    public static IEnumerable<Type> Written => new[] { Services, Web }.SelectMany(a => a.GetTypes()).Where(IsWritten);

    /// <summary>What each of our types uses of our types, the body of lambdas and async methods included; of nested types the outermost.</summary>
    public static IEnumerable<(string From, string To)> Uses => Loaded.Value.Types
        .Where(type => IsOurs(type.FullName))
        .SelectMany(type => type.Dependencies.Where(d => IsOurs(d.Target.FullName)).Select(d => (From: Outermost(type), To: Outermost(d.Target))))
        .Where(use => use.From != use.To)
        .Distinct();

    /// <summary>"Containers" of "Dashboard.Services.Containers.ContainerStore"; "" in the root.</summary>
    public static string Row(string type) => type.Split('.') is [_, _, var row, _, ..] ? row : "";

    private static bool IsOurs(string name) => name.StartsWith("Dashboard.Services.", StringComparison.Ordinal) || name.StartsWith("Dashboard.Web.", StringComparison.Ordinal);

    private static string Outermost(IType type) => type.FullName.Split('+', '/', '`', '<')[0];

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));
}
