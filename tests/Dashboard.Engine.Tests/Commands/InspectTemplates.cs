namespace Dashboard.Engine.Tests.Commands;

/// <summary>Templates of <c>docker inspect --format</c>: what people write, and what they get wrong.</summary>
internal static class InspectTemplates
{
    public static IReadOnlyList<string> All { get; } =
    [
        "{{.Id}}", "{{.ID}}", "{{.Name}}", "{{.State.Status}}", "{{.State.Running}} {{.State.Pid}} {{.State.ExitCode}}", "{{.Created}}", "{{.Config.Env}}", "{{json .Config.Env}}",
        "{{json .Config.Cmd}}", "{{json .Config.Labels}}", "{{json .State.Status}}", "{{json .NetworkSettings.Ports}}", "{{json .Mounts}}", "{{json .HostConfig.RestartPolicy}}",
        "{{.Config.Labels}}", "{{index .Config.Labels \"team\"}}", "{{index .Config.Labels \"none\"}}|", "{{.Config.Labels.team}}", "{{.Config.Labels.none}}", "{{len .Config.Env}}",
        "{{range .Config.Env}}{{println .}}{{end}}", "{{range $i, $e := .Config.Env}}{{$i}}={{$e}};{{end}}", "{{range $k, $v := .Config.Labels}}{{$k}}->{{$v}} {{end}}",
        "{{range $p, $c := .NetworkSettings.Ports}}{{$p}} {{if $c}}{{(index $c 0).HostIp}}:{{(index $c 0).HostPort}}{{else}}-{{end}} {{end}}",
        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", "{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}}{{else}}none{{end}}",
        "{{with .State}}{{.Status}}{{end}}", "{{with .Config.Domainname}}x{{else}}empty{{end}}", "{{if .State.Running}}yes{{else}}no{{end}}",
        "{{if and .State.Running (eq .State.ExitCode 0)}}ok{{else if not .State.Running}}stopped{{end}}", "{{if or .State.Paused .State.Dead}}bad{{end}}.",
        "{{if eq .State.Status \"running\" \"created\"}}either{{end}}", "{{ne .Name \"x\"}} {{lt .State.ExitCode 1}} {{ge 2 1}} {{le \"a\" \"b\"}} {{gt 1.5 1.0}}",
        "{{join .Config.Env \",\"}}", "{{upper .Name}} {{lower \"ABC\"}} {{title .Name}}", "{{split .Name \"/\"}}", "{{pad .State.Status 1 2}}|{{truncate .Id 5}}", "{{slice .Id 0 12}}",
        "{{printf \"%s %d %v %q %t %5d|%-5s|%05d|%x|%.2f\" .Name .State.ExitCode .Config.Env .Name .State.Running 7 \"ab\" 42 255 1.5}}", "{{printf \"%d\" .Name}} {{printf \"%s\"}} {{printf \"x\" 1}}",
        "{{print 1 2 \"x\" \"y\" true}}", "{{println .Name .State.ExitCode}}", "{{html \"<a href='x'>&\"}} {{js \"it's\"}} {{urlquery \"a b&c\"}}", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.NanoCPUs}}",
        "{{.HostConfig.Binds}} {{.HostConfig.CapAdd}} {{.Config.Entrypoint}} {{.Config.OnBuild}}", "{{json .HostConfig.Binds}} {{json .Config.Entrypoint}} {{json .Config.Volumes}}", "{{.Config.Cmd}}", "{{.HostConfig.LogConfig}}",
        "{{.HostConfig.LogConfig.Config}} {{.HostConfig.RestartPolicy}}", "{{.SizeRw}} {{.SizeRootFs}}", "{{$x := .Name}}{{$x = \"y\"}}{{$x}}{{$.Id}}", "{{/* c */}}x {{- \"y\" -}} z", "{{\"quoted \\\"text\\\"\\n\"}}{{`raw`}}",
        "{{range .Config.Env}}{{if eq . \"A=1\"}}{{break}}{{end}}{{continue}}{{end}}.", "{{.Config.Env | json}}", "{{.Name | printf \"%s-%s\" \"a\"}}", "{{and 1 0}} {{or 0 \"x\"}} {{not 1}}", "{{true}} {{nil | print}}", "plain", "",
        "{{1}} {{-2}} {{1.50}} {{1e3}} {{1e30}} {{0.00001}}", "{{index .Config.Env 0}} {{index .Config.Cmd 0}}", "{{(index .Config.Env 0) | upper}}", "{{len .Name}} {{len .Mounts}}", "{{.Path}} {{.Args}}", "{{.State.StartedAt}}{{/* x */ -}}  ",
        // wrong ones
        "{{.Foo}}", "{{.State.Foo}}", "{{.Config.Foo.Bar}}", "{{.Name.Foo}}", "{{index .Config.Env 99}}", "{{index .Config.Env \"x\"}}", "{{range .Name}}{{end}}", "{{eq .Name}}", "{{eq .Name 1}}", "{{lt .State.Running true}}",
        "{{len 3}}", "{{upper 3}}", "{{join .Name \",\"}}", "{{upper}}", "{{truncate .Id}}", "{{slice .Id 5 2}}", "{{slice .Id 0 1000}}", "{{.Name 1}}", "{{\"x\" 1}}", "{{", "{{.Name", "{{end}}", "{{if}}", "{{if .Name}}", "{{foo}}",
        "{{$x}}", "{{.Name | foo}}", "{{.Name |}}", "{{| .Name}}", "{{else}}", "{{range}}", "{{break}}", "{{\"x}}", "{{/* x }}", "{{.Name}", "{{(.Name}}", "{{.Name)}}", "{{1 | .Name}}", "{{.State.Running | len}}", "{{@}}", "x\n{{.Foo}}",
    ];
}
