using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>Names are letters and digits of any script, and <c>. _ - @</c>; what the audit log calls itself is taken.</summary>
internal sealed class UserNameRules : IUserValidator<DashboardUser>
{
    /// <summary>Characters at most.</summary>
    public const int Longest = 64;

    private static readonly HashSet<string> _reserved = new(["system", "cli", "setup"], StringComparer.OrdinalIgnoreCase);

    public Task<IdentityResult> ValidateAsync(UserManager<DashboardUser> manager, DashboardUser user)
    {
        var name = user.UserName ?? "";
        if (name.Length is 0 or > Longest || !name.IsNormalized(NormalizationForm.FormKC) || !name.EnumerateRunes().All(IsAllowed))
            return Task.FromResult(Failure("InvalidUserName", "A name has 1 to 64 letters, digits, or any of . _ - @"));
        return Task.FromResult(_reserved.Contains(name) ? Failure("ReservedUserName", "This name is reserved.") : IdentityResult.Success);
    }

    /// <summary>Whether a name may have it.</summary>
    public static bool IsAllowed(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark || ".-_@".Contains((char)rune.Value);

    private static IdentityResult Failure(string code, string description) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = description });
}
