using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access;

/// <summary>A password that nobody has, to be verified against when the name is unknown: it takes as long as a real one.</summary>
public sealed class DummyPassword
{
    private readonly PasswordHasher<DashboardUser> _hasher;
    private readonly DashboardUser _nobody = new();
    private readonly string _hash;

    /// <summary>Hashes it at once, so that not even the first unknown name takes longer.</summary>
    public DummyPassword(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<DashboardUser>(options);
        _hash = _hasher.HashPassword(_nobody, Secret.Create(32));
    }

    /// <summary>Does the work; always false.</summary>
    public bool Verify(string password)
    {
        _hasher.VerifyHashedPassword(_nobody, _hash, password);
        return false;
    }
}
