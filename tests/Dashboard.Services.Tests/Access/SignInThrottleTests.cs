using CsCheck;
using Dashboard.Services.Access;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Access;

public sealed class SignInThrottleTests
{
    private const string Office = "192.0.2.7";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    // A colleague with an account of their own, in the same office as whom they guess at.
    [Fact]
    public void Begin_GuessesBetweenOwnSuccesses_AreSlowedDown()
    {
        var throttle = new SignInThrottle(_time);
        var guesses = 0;
        for (var n = 0; n < 40; n++)
        {
            guesses += throttle.Begin(Office, "victim", familiar: true) == TimeSpan.Zero ? 1 : 0;
            if (throttle.Begin(Office, "colleague", familiar: true) == TimeSpan.Zero)
            {
                throttle.Succeed(Office, "colleague");
            }
        }

        Assert.InRange(guesses, 1, 6);
    }

    [Fact]
    public void Begin_GuessesBetweenPasskeySuccesses_AreSlowedDown()
    {
        var throttle = new SignInThrottle(_time);
        var guesses = 0;
        for (var n = 0; n < 40; n++)
        {
            guesses += throttle.Begin(Office, "victim", familiar: true) == TimeSpan.Zero ? 1 : 0;
            if (throttle.Begin(Office, account: null, familiar: false) == TimeSpan.Zero)
            {
                throttle.Succeed(Office, "colleague", named: false);
            }
        }

        Assert.InRange(guesses, 1, 6);
    }

    [Fact]
    public void Succeed_OwnAccountAndAddress_IsForgiven()
    {
        var throttle = new SignInThrottle(_time);
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(TimeSpan.Zero, throttle.Begin(Office, "kim", familiar: true));
        }

        throttle.Succeed(Office, "KIM");

        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(TimeSpan.Zero, throttle.Begin(Office, "kim", familiar: true));
        }
    }

    // Whoever succeeds as whom and how often: failures at one account from one address are never more than the delays allow.
    [Fact]
    public void Begin_AnyOrderOfAttempts_OthersSuccessesBuyNoGuesses() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool).Array[0, 200].Sample(attempts =>
        {
            string[] names = ["victim", "a", "b", "c"];
            var (with, without) = (new SignInThrottle(_time), new SignInThrottle(_time));
            var (guesses, alone) = (0, 0);
            foreach (var (name, address, succeeds) in attempts)
            {
                var place = $"192.0.2.{address}";
                if (name == 0)
                {
                    guesses += with.Begin(place, names[0], familiar: true) == TimeSpan.Zero ? 1 : 0;
                    alone += without.Begin(place, names[0], familiar: true) == TimeSpan.Zero ? 1 : 0;
                }
                else if (with.Begin(place, names[name], familiar: true) == TimeSpan.Zero && succeeds)
                {
                    with.Succeed(place, names[name]);
                }
            }

            return guesses <= alone;
        });
}
