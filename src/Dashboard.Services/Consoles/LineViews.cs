using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs;

namespace Dashboard.Services.Consoles;

/// <summary>Which commands want more than text.</summary>
internal static class LineViews
{
    public static LineView Of(DockerCommand command) => command switch
    {
        ShowLogs { Follow: true, Since: null, Until: null, Timestamps: false, Details: false } => LineView.Log,
        ShowLogs { Follow: true } => LineView.Terminal,
        ExecInContainer { Detach: false } exec when exec.Tty || exec.Interactive => LineView.Terminal,
        RunContainer { Detach: false } run when run.Process.Tty || run.Process.Interactive => LineView.Terminal,
        AttachToContainer => LineView.Terminal,
        StartContainers start when start.Attach || start.Interactive => LineView.Terminal,
        ShowStats { NoStream: false } => LineView.Terminal,
        _ => LineView.Text,
    };
}
