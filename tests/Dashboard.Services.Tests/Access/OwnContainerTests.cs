using Dashboard.Services.Access.Protection;

namespace Dashboard.Services.Tests.Access;

public sealed class OwnContainerTests
{
    private const string Id = "4f1c8e9d0b7a6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d";

    [Theory]
    [InlineData($"766 765 254:1 /var/lib/docker/containers/{Id}/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw", Id)]
    [InlineData($"766 765 0:33 /@/docker/containers/{Id}/resolv.conf /etc/resolv.conf rw - btrfs /dev/sda rw", Id)]
    [InlineData($"700 600 254:1 /var/lib/docker/containers/{Id}/hostname /backup/hostname rw - ext4 /dev/vda1 rw", null)]
    [InlineData("24 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw", null)]
    [InlineData("", null)]
    public void FindId_InMountInfo_IsTheContainerWhoseFilesWeUse(string mounts, string? expected) => Assert.Equal(expected, OwnContainer.FindId(mounts));
}
