using Dashboard.Web.Containers.Creation;

namespace Dashboard.Web.Tests.Containers.Creation;

public sealed class RowTests
{
    [Theory]
    [InlineData("80", "", "80", "tcp")]
    [InlineData("8080:80", "8080", "80", "tcp")]
    [InlineData("53:53/udp", "53", "53", "udp")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1:8080", "80", "tcp")]
    [InlineData("[::1]::80", "[::1]:", "80", "tcp")]
    [InlineData("8000-8010:8000-8010", "8000-8010", "8000-8010", "tcp")]
    [InlineData("8080:", "8080", "", "tcp")]
    [InlineData("80/", "", "80/", "tcp")]
    public void PortRow_Text_IsItsFieldsAndBack(string text, string host, string container, string protocol)
    {
        var row = PortRow.Of(text);

        Assert.Equal(new PortRow(host, container, protocol), row);
        Assert.Equal(text, row.ToString());
    }

    [Fact]
    public void PortRow_LongForm_StaysInOnePiece() =>
        Assert.Equal("published=8080,target=80", PortRow.Of("published=8080,target=80").Container);

    [Theory]
    [InlineData("/data", "", "/data", "")]
    [InlineData("data:/data", "data", "/data", "")]
    [InlineData("/srv:/data:ro,z", "/srv", "/data", "ro,z")]
    [InlineData("data:", "data", "", "")]
    public void VolumeRow_Text_IsItsFieldsAndBack(string text, string source, string target, string options)
    {
        var row = VolumeRow.Of(text);

        Assert.Equal(new VolumeRow(source, target, options), row);
        Assert.Equal(text, row.ToString());
    }

    [Theory]
    [InlineData("data:/data", true, "data:/data:ro")]
    [InlineData("data:/data:z", true, "data:/data:z,ro")]
    [InlineData("data:/data:ro,z", false, "data:/data:z")]
    [InlineData("data:/data:rw", true, "data:/data:ro")]
    public void VolumeRow_ReadOnly_LeavesOtherOptions(string text, bool readOnly, string expected) =>
        Assert.Equal(expected, VolumeRow.Of(text).With(readOnly).ToString());

    [Theory]
    [InlineData("A=b=c", "A", "b=c", false)]
    [InlineData("DB_PASSWORD=x", "DB_PASSWORD", "x", true)]
    [InlineData("=b", "", "b", false)]
    public void EnvRow_Text_IsItsFieldsAndBack(string text, string name, string value, bool secret)
    {
        var row = EnvRow.Of(text);

        Assert.Equal((new EnvRow(name, value), secret, text), (row, row.IsSecret, row.ToString()));
    }

    [Theory]
    [InlineData("Conflict. The container name \"/web\" is already in use by container \"abc\".", "--name")]
    [InlineData("driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated", "--publish")]
    [InlineData("invalid hostPort: x", "--publish")]
    [InlineData("invalid volume specification: ':x'", "--volume")]
    [InlineData("pull access denied for nothere, repository does not exist or may require 'docker login'", "IMAGE")]
    [InlineData("failed to create task: exec: \"nope\": executable file not found in $PATH", "ARG")]
    [InlineData("conflicting options: cannot specify both --restart and --rm", "--restart")]
    [InlineData("--health-interval cannot be negative", "--health-interval")]
    [InlineData("network front not found", "--network")]
    [InlineData("Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available", "--cpus")]
    [InlineData("Minimum memory limit allowed is 6MB", "--memory")]
    [InlineData("something else", null)]
    public void ErrorPlaces_Words_PointAtTheirField(string message, string? place) => Assert.Equal(place, ErrorPlaces.Of(message));
}
