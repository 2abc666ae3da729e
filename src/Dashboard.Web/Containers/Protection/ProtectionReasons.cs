using Dashboard.Services.Access.Protection;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Protection;

/// <summary>Why a container must not be ended, in the reader's language; the server says it again, in the engine's.</summary>
internal static class ProtectionReasons
{
    /// <summary>The reason; null when it may be ended.</summary>
    public static string? Reason(
        this IProtections protections, IStringLocalizer<ProtectionText> text, DockerEnvironment environment, ContainerSummary container) =>
        protections.IsOwn(container.Id) ? text["Reason.Own", container.Name].Value
        : protections.IsProtected(environment, container.Id, container.Labels) ? text["Reason", container.Name].Value
        : null;
}
