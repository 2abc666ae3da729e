using System.Net;
using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    public void IsOfThisNetwork_Special_IsTrue(string address) => Assert.True(NetworkAddress.IsOfThisNetwork(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::")]
    public void IsOfThisNetwork_Public_IsFalse(string address) => Assert.False(NetworkAddress.IsOfThisNetwork(IPAddress.Parse(address)));

    [Fact]
    public void IsIn_MappedAddress_CountsAsItself() =>
        Assert.True(NetworkAddress.IsIn([IPNetwork.Parse("10.1.0.0/16")], IPAddress.Parse("::ffff:10.1.2.3")));
}
