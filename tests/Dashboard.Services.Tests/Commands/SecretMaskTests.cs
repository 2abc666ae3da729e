using System.Text;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("""{"Config":{"Env":["PASSWORD=p","A=b"]}}""", """{"Config":{"Env":["PASSWORD=********","A=b"]}}""")]
    [InlineData("""{"Config":{"Env":["API_KEY=\u003c\"x\"","PASSWORD="]},"Z":1}""", """{"Config":{"Env":["API_KEY=********","PASSWORD=********"]},"Z":1}""")]
    [InlineData("""{"Config" : { "Env" : [ "TOKEN=x" ] , "Cmd":["PASSWORD=p"] } }""", """{"Config" : { "Env" : [ "TOKEN=********" ] , "Cmd":["PASSWORD=********"] } }""")]
    [InlineData("""{"Other":{"Env":["PASSWORD=p"]},"Config":{"Labels":{"Env":"PASSWORD=p"},"Env":null}}""", """{"Other":{"Env":["PASSWORD=********"]},"Config":{"Labels":{"Env":"PASSWORD=********"},"Env":null}}""")]
    [InlineData("""{"Config":{"Labels":{"a":"b"},"Env":["SECRET=s"]}}""", """{"Config":{"Labels":{"a":"b"},"Env":["SECRET=********"]}}""")]
    [InlineData("""{"ContainerConfig":{"Env":["TOKEN=x"]},"Config":{"Env":["A=b"]}}""", """{"ContainerConfig":{"Env":["TOKEN=********"]},"Config":{"Env":["A=b"]}}""")]
    [InlineData("""{"Config":{"Env":["PASSWORD"]}}""", """{"Config":{"Env":["PASSWORD"]}}""")]
    public void Apply_Inspect_MasksAndLeavesTheRest(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(SecretMask.Apply(Encoding.UTF8.GetBytes(json))));
}
