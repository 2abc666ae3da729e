using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Images.Builds;

/// <summary>What a build may ask for: its RUN instructions are containers, so the creation policy judges them as such.</summary>
internal static class BuildPolicy
{
    private static readonly string[] _ownNetworks = ["", "default", "none", "bridge"];

    public static PolicyVerdict Judge(CommandContext context, BuildImage build)
    {
        var verdict = context.Policy.Judge(
            context.Actor, context.Environment, new HostSpec { CgroupParent = build.Limits.CgroupParent, SecurityOpt = [.. build.Limits.SecurityOptions] });
        return _ownNetworks.Contains(build.Network) ? verdict : verdict with { Violations = [.. verdict.Violations, $"the network {build.Network}"] };
    }
}
