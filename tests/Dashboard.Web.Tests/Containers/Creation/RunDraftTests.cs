using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Web.Containers.Creation;

namespace Dashboard.Web.Tests.Containers.Creation;

public sealed class RunDraftTests
{
    private readonly RunDraft _draft = new();

    // Each of them is typed into its own field, one after the other, and must come out as the docker CLI would be told.
    public static TheoryData<string> Options => [.. CommandCatalogue.Default.For(new RunContainer()).Fields
        .Select(f => f.Name).Where(n => n is not ("--detach" or "--detach-keys"))];

    [Fact]
    public void Line_WithoutAnImage_SaysWhereItGoes()
    {
        Assert.Equal("docker run --detach IMAGE", _draft.Line);

        _draft.SetArguments("sh -c true");

        Assert.Equal("docker run --detach IMAGE sh -c true", _draft.Line);
    }

    [Fact]
    public void Fields_Filled_AreTheLineAndTheRecord()
    {
        _draft.SetImage(" nginx:1.27 ");
        _draft["--name"].Set(0, "web");
        _draft["--publish"].Set(0, "8080:80");
        _draft["--env"].Set(0, "GREETING=good day");
        _draft["--memory"].Set(0, "512m");
        _draft.SetArguments("sh -c 'sleep 1'");

        Assert.Equal(
            CommandLine.Parse("docker run -d --name web -p 8080:80 -e 'GREETING=good day' -m 512m nginx:1.27 sh -c 'sleep 1'"), _draft.Command);
        Assert.Equal(_draft.Command, CommandLine.Parse(_draft.Line));
        Assert.True(_draft.IsComplete);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_Each_CanBeTypedAndTakenAwayAgain(string option)
    {
        var field = _draft[option];
        _draft.SetImage("busybox");
        var empty = _draft.Command;

        field.Set(0, Sample(field.Option));

        Assert.Null(field.ErrorAt(0));
        Assert.NotEqual(empty, _draft.Command);
        Assert.Equal(_draft.Command, CommandLine.Parse(_draft.Line));
        field.Remove(0);
        Assert.Equal(empty, _draft.Command);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_Each_IsFilledByALine(string option)
    {
        var shape = _draft[option].Option;
        var line = $"docker run -d {(shape.IsSwitch ? option : $"{option} {ShellWords.Quote(Sample(shape))}")} busybox";

        _draft.Load((RunContainer)CommandLine.Parse(line));

        Assert.True(_draft[option].IsSet);
        Assert.Single(_draft.Fields, f => f.Texts.Count > 0);
    }

    [Fact]
    public void Value_ThatIsNone_IsKeptAsTextAndToldOfInTheCliWords()
    {
        _draft.SetImage("busybox");
        _draft["--memory"].Set(0, "lots");

        Assert.Equal("lots", _draft["--memory"].Text);
        Assert.Contains("invalid argument \"lots\" for \"-m, --memory\" flag", _draft["--memory"].ErrorAt(0), StringComparison.Ordinal);
        Assert.Equal("docker run --detach busybox", _draft.Line);
        Assert.False(_draft.IsComplete);
    }

    [Fact]
    public void Row_BegunAndNotFinished_IsKeptAndIsNotInTheLine()
    {
        _draft.SetImage("busybox");
        _draft["--publish"].Set(0, (PortRow.Of("") with { Host = "8080" }).ToString());

        Assert.Equal(new PortRow("8080", "", "tcp"), PortRow.Of(_draft["--publish"].Text));
        Assert.Equal("docker run --detach busybox", _draft.Line);
        Assert.False(_draft.IsComplete);
        Assert.Null(_draft["--publish"].ErrorAt(0));
    }

    [Fact]
    public void Image_ThatIsNone_IsKeptAndToldOf()
    {
        _draft.SetImage("Nginx");

        Assert.Equal("Nginx", _draft.Image);
        Assert.Equal("invalid reference format: repository name (library/Nginx) must be lowercase", _draft.ImageError);
        Assert.False(_draft.IsComplete);
    }

    [Fact]
    public void Arguments_WithAnOpenQuote_LeaveTheCommandAsItWas()
    {
        _draft.SetArguments("sh -c");
        _draft.SetArguments("sh -c 'sleep");

        Assert.Equal("unclosed single quote", _draft.ArgumentsError);
        Assert.Equal(["sh", "-c"], _draft.Command.Command);
    }

    [Fact]
    public void MaskedLine_SecretsOfVariables_AreDots()
    {
        _draft.Load((RunContainer)CommandLine.Parse("docker run -d -e DB_PASSWORD=hunter2 -e COLOUR=red busybox"));

        Assert.Equal("docker run --detach --env 'DB_PASSWORD=••••••' --env COLOUR=red busybox", _draft.MaskedLine);
        Assert.Contains("hunter2", _draft.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_OfAField_LeavesTheRecordBeforeAsItWas()
    {
        _draft["--name"].Set(0, "one");
        var before = _draft.Command;

        _draft["--name"].Set(0, "two");

        Assert.Equal("one", before.Lifecycle.Name);
    }

    [Fact]
    public void CreateContainer_From_HasAllThatRunHas()
    {
        _draft.Load((RunContainer)CommandLine.Parse("docker run -d --name web -p 80:80 --health-cmd true --cap-add NET_ADMIN -m 1g -v data:/data busybox top"));

        Assert.Equal(_draft.Line.Replace("docker run --detach", "docker create", StringComparison.Ordinal), CreateContainer.From(_draft.Command).ToString());
    }

    private static string Sample(OptionField option) => option.Name switch
    {
        "--mount" => "type=volume,source=data,target=/data",
        "--network" => "front",
        "--publish" => "80",
        "--pull" => "always",
        "--restart" => "always",
        "--attach" => "stdout",
        "--add-host" => "db:10.0.0.1",
        "--dns" or "--ip" => "10.0.0.2",
        "--link" => "db:sql",
        "--sysctl" or "--annotation" or "--label" or "--env" => "net.ipv4.ip_forward=1",
        "--ulimit" => "nofile=1024:2048",
        "--gpus" => "all",
        "--device-cgroup-rule" => "c 1:3 rwm",
        "--device-read-bps" or "--device-write-bps" => "/dev/sda:1mb",
        "--device-read-iops" or "--device-write-iops" => "/dev/sda:100",
        "--blkio-weight-device" => "/dev/sda:100",
        _ when option.IsSwitch => "true",
        _ => option.Kind switch
        {
            "bytes" => "64m",
            "duration" => "30s",
            "decimal" => "1.5",
            "int" or "uint16" => "7",
            _ => "/data",
        },
    };
}
