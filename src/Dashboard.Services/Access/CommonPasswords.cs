using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>
/// Refuses what is guessed first: a common word or keyboard run dressed up with digits, the user's own name, few
/// different characters. There are no rules of composition.
/// </summary>
internal sealed class CommonPasswords : IPasswordValidator<DashboardUser>
{
    /// <summary>Code of the refusal.</summary>
    public const string Code = "PasswordTooCommon";

    /// <summary>Code of the refusal of overlong ones.</summary>
    public const string TooLongCode = "PasswordTooLong";

    /// <summary>Characters at most; more is an attempt to keep the server busy.</summary>
    public const int Longest = 1024;

    private static readonly HashSet<string> _words = new(
    [
        "", "password", "passwordpassword", "passw0rd", "p@ssword", "p@ssw0rd", "mypassword", "thisismypassword", "yourpassword",
        "changeme", "changemeplease", "changemenow", "letmein", "letmeinplease", "welcome", "welcometo", "administrator", "adminadmin",
        "adminadminadmin", "adminpassword", "admin", "root", "rootroot", "rootpassword", "rootrootroot", "toor", "user", "username",
        "default", "defaultpassword", "secret", "secretpassword", "supersecret", "topsecret", "docker", "dockerdocker", "dockeradmin",
        "dockerpassword", "dashboard", "dashboardadmin", "portainer", "kubernetes", "container", "containers", "test", "testtest",
        "testtesttest", "testing", "testpassword", "temp", "temporary", "temppassword", "guest", "hello", "helloworld", "iloveyou",
        "ihateyou", "iloveyousomuch", "trustno", "football", "baseball", "basketball", "superman", "batman", "dragon", "monkey",
        "sunshine", "princess", "master", "shadow", "michael", "jennifer", "whatever", "starwars", "computer", "internet", "correcthorsebatterystaple",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] _runs =
    [
        "01234567890123456789012345678901234567890", "98765432109876543210987654321098765432109", "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop[]asdfghjkl;'zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
        "!qaz@wsx#edc$rfv%tgb^yhn", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()_+",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<DashboardUser> manager, DashboardUser user, string? password)
    {
        password ??= "";
        if (password.Length > Longest)
            return Task.FromResult(Failure(TooLongCode, $"A password has at most {Longest} characters."));
        return Task.FromResult(IsCommon(password, user.UserName ?? "")
            ? Failure(Code, "This password is among the first that would be guessed.")
            : IdentityResult.Success);
    }

    /// <summary>Whether it would be guessed early.</summary>
    public static bool IsCommon(string password, string userName)
    {
        if (password.Distinct().Count() < 5)
            return true;
        var word = password.ToUpperInvariant().Trim("0123456789!@#$%^&*()-_=+.,?~ ".ToCharArray());
        if (_words.Contains(word) || _words.Contains(password))
            return true;
        if (userName.Length > 0 && word.Replace(userName, "", StringComparison.OrdinalIgnoreCase).Length < 4
            && word.Contains(userName, StringComparison.OrdinalIgnoreCase))
            return true;
        return _runs.Any(run => run.Contains(password, StringComparison.OrdinalIgnoreCase)
            || (run + run).Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IdentityResult Failure(string code, string description) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = description });
}
