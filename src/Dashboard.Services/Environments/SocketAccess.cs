using System.Globalization;

namespace Dashboard.Services.Environments;

/// <summary>Owner, group and mode of an engine's socket beside the identity of the process that was refused.</summary>
/// <param name="Owner">User id of the socket's owner.</param>
/// <param name="Group">Group id of the socket.</param>
/// <param name="GroupName">Name of that group on this system; the id where it has none.</param>
/// <param name="Mode">Permissions of the socket.</param>
/// <param name="Process">The process that was refused.</param>
internal sealed record SocketAccess(uint Owner, uint Group, string GroupName, UnixFileMode Mode, ProcessIdentity Process)
{
    private const UnixFileMode OwnerAccess = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupAccess = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Why the process was refused, and the line to type.</summary>
    public string Explain()
    {
        var who = $"It belongs to uid {Owner} and group {Named(GroupName, Group)}; this process is uid {Process.UserId} in the groups {string.Join(", ", Process.Groups.Order())}.";
        return $"{who} {Advice()}";
    }

    private string Advice()
    {
        if (Process.UserId == Owner && Mode.HasFlag(OwnerAccess) || Process.Groups.Contains(Group) && Mode.HasFlag(GroupAccess))
        {
            return Process.IsInContainer
                ? "Its mode allows this, so a security module such as SELinux refuses it. Add to the service in docker-compose.yml: security_opt: [label=disable]"
                : "Its mode allows this, so a security module such as SELinux refuses it. Type: sudo ausearch -m avc -ts recent";
        }

        if (!Mode.HasFlag(GroupAccess) || Group == 0)
        {
            return Process.IsInContainer
                ? $"Only its owner may use it. Add to the service in docker-compose.yml: user: \"{Owner}\""
                : $"Only its owner may use it. Start the dashboard as that user: sudo -u '#{Owner}' ./run.sh";
        }

        if (Process.IsInContainer)
        {
            return $"Type: echo \"DOCKER_GID={Group}\" >> .env && docker compose up -d   (with docker run: --group-add {Group})";
        }

        return Process.IsListedIn(Group)
            ? $"{Process.UserName} became a member after this session began. Log out and in again, or type: newgrp {GroupName}"
            : $"Type: sudo usermod -aG {GroupName} {Process.UserName}   and log out and in again";
    }

    private static string Named(string name, uint id) =>
        name == id.ToString(CultureInfo.InvariantCulture) ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({id})");
}
