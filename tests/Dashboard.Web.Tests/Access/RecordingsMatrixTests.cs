using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Testing;
using Dashboard.Web.Terminals.Recordings;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>Recordings × everybody × of containers in their scope, in another's, and of none.</summary>
public sealed class RecordingsMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    public static TheoryData<string> Everybody => [.. MatrixFixture.Everybody];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Recording_InAndOutOfScope_IsThereRefusedOrUnknown(string who)
    {
        Put(1, "mine", "shop");
        Put(2, "theirs", "bank");
        Put(3, "", null);
        var (client, mayAtAll) = (fixture.Client(who), MatrixFixture.RightsOf(who).HasFlag(Right.Recordings));
        using var list = await client.GetAsync(new Uri("/api/v1/environments/local/recordings", UriKind.Relative));
        if (!MatrixFixture.IsSignedIn(who))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, list.StatusCode);
        }
        else
        {
            long[] listed = !mayAtAll ? [] : MatrixFixture.IsScoped(who) ? [1] : [3, 2, 1];
            Assert.Equal(listed, (await list.Content.ReadFromJsonAsync<RecordingMessage[]>())!.Select(r => r.Number));
        }

        foreach (var use in (string[])["play", "download"])
        {
            foreach (var number in (int[])[1, 2, 3, 4])
            {
                using var response = await client.GetAsync(new Uri($"/api/v1/environments/local/recordings/{number}/{use}", UriKind.Relative));
                var isVisible = MatrixFixture.IsSignedIn(who) && number != 4 && (number == 1 || !MatrixFixture.IsScoped(who));
                Assert.Equal(
                    !MatrixFixture.IsSignedIn(who) ? HttpStatusCode.Unauthorized : !isVisible ? HttpStatusCode.NotFound : !mayAtAll ? HttpStatusCode.Forbidden : HttpStatusCode.OK,
                    response.StatusCode);
                Assert.Equal(isVisible && mayAtAll && use == "download", response.Content.Headers.ContentDisposition?.DispositionType == "attachment");
            }
        }

        if (MatrixFixture.IsSignedIn(who))
        {
            var rows = await fixture.Dashboard.Services.GetRequiredService<IAuditReader>().ReadAsync(
                new Actor("test", "test", Right.All, "cli"), new AuditFilter(User: new string([.. who.Where(char.IsLetter)]), Text: "recording download 1"), null, 10, default);
            Assert.StartsWith(mayAtAll ? "ok" : "refused: ", rows[0].Outcome, StringComparison.Ordinal);
        }
    }

    private void Put(long number, string name, string? project)
    {
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Dashboard.DataDirectory, "recordings", "local")).FullName;
        var recording = new Recording
        {
            Number = number,
            Environment = "local",
            UserId = "1",
            UserName = "kim",
            Command = "docker exec -it web sh",
            Started = DateTimeOffset.UnixEpoch,
            Ended = DateTimeOffset.UnixEpoch,
            ContainerId = name.Length > 0 ? ContainerBuilder.IdOf(name) : "",
            ContainerName = name,
            Labels = project is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [GrantScope.ProjectLabel] = project },
        };
        if (!File.Exists(Path.Combine(folder, $"{number}.json")))
        {
            File.WriteAllBytes(Path.Combine(folder, $"{number}.cast.zst"), []);
            File.WriteAllText(Path.Combine(folder, $"{number}.json"), JsonSerializer.Serialize(recording));
        }
    }
}
