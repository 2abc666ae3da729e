using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Services.Tests.Containers.Creation;

public sealed class SecretOptionsTests
{
    private const string Own = "docker run -e DB_PASSWORD=hunter2 -e COLOUR=red -e API_KEY= --log-opt splunk-token=t0k --log-opt max-size=1m "
        + "--mount 'type=volume,src=share,dst=/s,volume-opt=type=cifs,\"volume-opt=o=username=kim,password=x\"' nginx";

    [Theory]
    [InlineData("", "DB_PASSWORD= COLOUR=red API_KEY=", "splunk-token= max-size=1m")]
    [InlineData("***", "DB_PASSWORD=*** COLOUR=red API_KEY=", "splunk-token=*** max-size=1m")]
    [InlineData(null, "DB_PASSWORD COLOUR=red API_KEY=", "splunk-token max-size=1m")]
    public void Of_ACommand_LeavesNoSecretAndNamesEach(string? mask, string env, string logOptions)
    {
        var (masked, withheld) = SecretOptions.Of((RunContainer)CommandLine.Parse(Own), mask);

        Assert.Equal((env, logOptions), (string.Join(' ', masked.Process.Env), string.Join(' ', masked.Lifecycle.LogOptions)));
        Assert.Equal(["DB_PASSWORD", "--log-opt splunk-token", "--mount volume-opt"], withheld);
        Assert.DoesNotMatch("hunter2|t0k|password=x", masked.ToString());
    }

    [Fact]
    public void PutBack_WhatOfLeftOut_GivesTheSameCommand()
    {
        var own = (RunContainer)CommandLine.Parse(Own);

        var (whole, kept) = SecretOptions.PutBack(SecretOptions.Of(own, mask: null).Command, own);

        Assert.Equal(own, whole);
        Assert.Equal(["DB_PASSWORD", "splunk-token", "--mount volume-opt"], kept);
    }

    private const string Elsewhere = "docker run -e DATABASE_URL=postgres://kim:hUnter2x9Q@db/x -e COLOUR=red --label db.password=hUnter2x9Q --label note=hUnter2x9Q --label plain=1 "
        + "--health-cmd 'mysqladmin ping -phUnter2x9Q' --log-opt 'splunk-url=https://a:hUnter2x9Q@s/' --mount type=bind,src=/hUnter2x9Q,dst=/x nginx app --password hUnter2x9Q --other hUnter2x9Q";

    // Wherever it stands, and however it gives itself away.
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Of_SecretsElsewhere_AreLeftOutAndPutBack(string? mask)
    {
        var own = (RunContainer)CommandLine.Parse(Elsewhere);

        var (masked, withheld) = SecretOptions.Of(own, mask);

        Assert.DoesNotContain("hUnter2x9Q", masked.ToString());
        Assert.Contains("plain=1", masked.ToString());
        Assert.Equal(["DATABASE_URL", "--log-opt splunk-url", "--mount", "--health-cmd", "--label db.password", "--label note", "COMMAND"], withheld.OrderBy(w => w switch
        {
            "DATABASE_URL" => 0, "--log-opt splunk-url" => 1, "--mount" => 2, "--health-cmd" => 3, "--label db.password" => 4, "--label note" => 5, _ => 6,
        }));
        if (mask is null)
        {
            var (whole, kept) = SecretOptions.PutBack(masked, own);
            Assert.Equal(own, whole);
            Assert.Equal(7, kept.Count);
        }
    }

    [Theory]
    [InlineData("docker run -e DB_PASSWORD=new nginx", "DB_PASSWORD=new", "")]
    [InlineData("docker run -e DB_PASSWORD= nginx", "DB_PASSWORD=", "")]
    [InlineData("docker run -e OTHER_PASSWORD nginx", "OTHER_PASSWORD", "")]
    [InlineData("docker run -e DB nginx", "DB", "")]
    [InlineData("docker run -e COLOUR nginx", "COLOUR=red", "")]
    [InlineData("docker run -e DB_PASSWORD -e A=1 nginx", "DB_PASSWORD=hunter2 A=1", "DB_PASSWORD")]
    public void PutBack_AnEdit_KeepsWhatIsBareAndOwn(string edited, string env, string kept)
    {
        var (whole, names) = SecretOptions.PutBack((RunContainer)CommandLine.Parse(edited), (RunContainer)CommandLine.Parse(Own));

        Assert.Equal((env, kept), (string.Join(' ', whole.Process.Env), string.Join(' ', names)));
    }
}
