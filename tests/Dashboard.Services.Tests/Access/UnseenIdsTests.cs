using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Access;

public sealed class UnseenIdsTests
{
    private const string Theirs = "5cbf3a0b1e2d4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f90";
    private const string Mine = "aaaa3a0b1e2d4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f90";

    /// <summary>Errors of the engine that name other users of a thing, as engines of 20.10 to 29 word them.</summary>
    public static TheoryData<string> Errors =>
    [
        $"Conflict. The container name \"/web\" is already in use by container \"{Theirs}\". You have to remove (or rename) that container to be able to reuse that name.",
        $"remove data: volume is in use - [{Theirs}]",
        $"remove data: volume is in use - [{Mine}, {Theirs}]",
        $"error while removing network: network shop id {Theirs} has active endpoints",
        $"error while removing network: network shop has active endpoints (name:\"bank-db\" id:\"{Theirs[..12]}\")",
        $"conflict: unable to remove repository reference \"app\" (must force) - container {Theirs[..12]} is using its referenced image",
    ];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Hide_EachError_LeavesNoIdOrNameOfTheUnseen(string message)
    {
        var error = new EngineError(EngineErrorKind.Conflict, message);
        var result = CommandResult.Failure(error) with { Targets = [new TargetResult(ResourceName.Of("data"), error)] };

        Assert.True(UnseenIds.MayBeIn(result));
        var hidden = UnseenIds.Hide(result, "docker rm data", [Mine]);

        Assert.All([hidden.Stderr, hidden.Error!.Message, hidden.Targets[0].Error!.Message], text =>
        {
            Assert.DoesNotContain(Theirs[..12], text, StringComparison.Ordinal);
            Assert.DoesNotContain("bank-db", text, StringComparison.Ordinal);
            Assert.Contains("(hidden)", text, StringComparison.Ordinal);
            Assert.Equal(message.Contains(Mine, StringComparison.Ordinal), text.Contains(Mine, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Hide_WhatWasTyped_Stays()
    {
        var result = CommandResult.Failure(new EngineError(EngineErrorKind.NotFound, $"No such container: {Theirs}"));

        Assert.Equal(result.Stderr, UnseenIds.Hide(result, $"docker stop {Theirs}", []).Stderr);
    }

    [Fact]
    public void Hide_WhatAProcessWrote_Stays()
    {
        var result = new CommandResult(1, "", $"fatal: bad object {Theirs}\n");

        Assert.False(UnseenIds.MayBeIn(result));
        Assert.Equal(result.Stderr, UnseenIds.Hide(result, "docker exec web git show", []).Stderr);
    }

    [Fact]
    public void MayBeIn_ADigest_IsNone() =>
        Assert.False(UnseenIds.MayBeIn(CommandResult.Failure(new EngineError(EngineErrorKind.NotFound, $"manifest for app@sha256:{Theirs} not found"))));
}
