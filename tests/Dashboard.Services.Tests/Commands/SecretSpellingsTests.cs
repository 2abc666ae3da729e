using CsCheck;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

/// <summary>Table of the spellings in which secrets stand in text, and of what looks like one and is none.</summary>
public sealed class SecretSpellingsTests
{
    private const string Secret = "hUnter2x9Q";

    private static readonly string[] _pieces =
        ["password=", "://a:", "@", ";", " ", "-p", "mysql", "\\", "Authorization: ", "eyJ", "=", ":", "\n", "x", "-----BEGIN PRIVATE KEY-----", "?token=", SecretWords.Masked];

    // § is the secret; what stands around it stays.
    public static TheoryData<string> Spellings =>
    [
        "USE_PASSWORD=§", "ALLOW_TOKEN=§", "PASSWORD_MAX=§", "DB_PASSWORD_URL=§", "curl -H X-Api-Key:§ http://x/", "curl --header=X-Api-Key:§", "비밀번호=§", "ПАРОЛЬ=§",
        "psql -c \"CREATE USER a WITH PASSWORD '§'\"", "mysql -e \"ALTER USER a IDENTIFIED BY '§'\"", "mysql -e \"ALTER USER a IDENTIFIED WITH mysql_native_password BY '§'\"", "app -e 'AUTH_HEADER=Basic §aHVudGVyMjpzZWNyZXQ='",
        "PASSWORD=§", "DB_PASS=§", "PASS1=§", "PASSWD=§", "GITHUB_PAT=§", "AUTHORIZATION=Basic §", "JWT=§", "SENTRY_DSN=https://§@o1.ingest.example/2", "SECRET_KEY_BASE=§", "API_TOKEN=§",
        "DATABASE_URL=postgres://kim:§@db/x", "postgres://kim:§@db:5432/x?sslmode=disable", "mysql://root:§@10.0.0.1", "redis://:§@cache:6379/0", "amqp://guest:§@mq", "mongodb+srv://u:§@c.example/db",
        "https://kim:§@git.example/x.git", "ftp://a:§@h", "http://a:§@[::1]:8080/", "see https://kim:§@x.example/ and more", "smtp://user%40x:§@mail:587", "https://kim:§@a@b.example/x",
        "kim:§@tcp(db:3306)/shop", "kim:§@unix(/run/mysqld.sock)/shop", "DSN=kim:§@tcp(db:3306)/shop?parseTime=true", "kim:§@db:5432/shop", "kim:§@db.example/shop",
        "Server=db;User Id=sa;Password=§;Encrypt=true", "Server=db;Pwd=§", "CONN=Server=db;Password=§;Encrypt=true", "Password=§;Server=db", "Endpoint=sb://x.example/;SharedAccessKeyName=Root;SharedAccessKey=§",
        "DefaultEndpointsProtocol=https;AccountName=kim;AccountKey=§;EndpointSuffix=core.example", "Server=db;Password=two words §;Encrypt=true", "host=db user=kim password=§ dbname=x", "host=db password='§' dbname=x",
        "Authorization: Bearer §", "authorization: basic §", "curl -H 'Authorization: Bearer §' http://x", "curl -H \"Authorization: token §\" http://x", "{\"Authorization\":\"Bearer §\"}", "Authorization: §",
        "Proxy-Authorization: Basic §", "X-Api-Key: §", "Cookie=session=§", "-H 'X-Auth-Token: §'",
        "--password §", "--password=§", "--password '§'", "--password=\"§\"", "app --db-password § --port 80", "app --api-key=§ x", "app -password § x", "app --verbose --password § x", "run --env=\"A=b\" x=\"PASSWORD=§\"", "{\"a\":\"b\",\"c\": \"--token §\"}", "app --client-secret § x", "./run --token §; echo done",
        "mysql -p§ -u root", "mysqldump -uroot -p§ shop", "/usr/bin/mysqladmin ping -p§", "mysqladmin ping -h localhost -p'§'", "mariadb-admin -p§ ping", "sh -c 'mysqladmin ping -p§'", "mongosh -u kim -p § --quiet",
        "mongo -p§", "redis-cli -a § ping", "redis-cli --pass § ping", "sshpass -p § ssh host", "sshpass -p§ ssh host", "curl -u kim:§ http://x/", "curl --user kim:§ http://x/", "curl -sSu kim:§ http://x/",
        "curl --user=kim:§ http://x/", "curl -ukim:§ http://x/", "docker login -u kim -p § registry.example", "docker login --password § registry.example", "ldapsearch -D cn=admin -w § -x", "mosquitto_sub -u kim -P § -t x",
        "sqlcmd -S db -U sa -P § -Q x", "smbclient //h/s -U kim%§", "7z x -p§ a.7z", "zip -P § a.zip b", "cqlsh -u kim -p § host", "rabbitmqctl add_user kim §", "htpasswd -nb kim §", "openssl rsa -passin pass:§",
        "test -f x && mysqladmin ping -p§ || exit 1", "sleep 1; redis-cli -a § ping | grep PONG", "timeout 5 mysqladmin -p§ status",
        "export TOKEN=§; ./run", "TOKEN=§ ./run", "TOKEN=\"§\" ./run", "RUN |1 NPM_TOKEN=§ /bin/sh -c npm ci", "/bin/sh -c #(nop)  ENV PASSWORD=§", "ARG GITHUB_TOKEN=§", "LABEL api.key=§",
        "https://x.example/hook?token=§&a=b", "https://x.example/blob?sv=1&sig=§", "https://x.example/?access_token=§#top", "https://x.example/?X-Amz-Signature=§", "https://hooks.slack.com/services/T0/B0/§",
        "https://discord.com/api/webhooks/1/§", "{\"auths\":{\"r.example\":{\"password\":\"§\"}}}", "{\"db\": {\"password\" : \"§\"}}", "{\\\"password\\\":\\\"§\\\"}", "password: §", "password: \"§\"", "db_token: '§'",
        "o=username=kim,password=§", "username=kim,password=§,vers=3.0", "addr=10.0.0.1,credentials=§", "volume-opt=o=username=kim,password=§", "splunk-token=§", "--log-opt=splunk-token=§", "--build-arg=NPM_TOKEN=§",
        "-----BEGIN PRIVATE KEY-----\n§\n-----END PRIVATE KEY-----", "-----BEGIN OPENSSH PRIVATE KEY-----\n§\n-----END OPENSSH PRIVATE KEY-----", "KEYFILE=-----BEGIN RSA PRIVATE KEY-----\n§", "key -----BEGIN PGP PRIVATE KEY BLOCK-----\n§",
        "ghp_§abcdefghijklm", "gho_§abcdefghijklm", "github_pat_11AAAA_§abcdefghijklm", "glpat-§abcdefghij", "xoxb-1234-§", "xoxp-§-1", "xapp-1-§", "sk-proj-§abcdefghijkl", "sk_live_§", "npm_§abcdefghijklmno", "pypi-AgEI§abc",
        "dckr_pat_§abcdefg", "hf_§abcdefghijklmn", "AIza§abcdefghijklmnopqrstuvw", "hvs.§abcdefghijklmn", "SWMTKN-1-§-x", "eyJhbGciOiJIUzI1NiJ9.eyJ§.abc", "https://ghp_§abcdefghij@git.example/x", "https://§abcdefgh@git.example/x.git",
        "tskey-auth-§", "SG.§abcdefgh.abcdefghijklmnopqrst", "bearer §", "glrt-§abcdefghij",
    ];

    public static TheoryData<string> Ordinary =>
    [
        "USE_PASSWORD=true", "NO_AUTH=1", "PASSWORD_MIN_LENGTH=12", "TOKEN_TTL=15m", "TOKEN_EXPIRES=2026-12-31T00:00:00Z", "DB_PASSWORD_FILE=/run/secrets/db", "BASIC_AUTH_ENABLED=yes",
        "sort by 'name'", "the basic installation of a server", "curl -H Accept:text/html http://x/",
        "nginx -g 'daemon off;'", "nginx:1.27@sha256:4bf0e1d0c8a9", "localhost:5000/team/app:1@sha256:4bf0e1d0c8a9", "PATH=/usr/local/bin:/usr/bin", "KEYBOARD=us", "COMPASS=north", "AUTHOR=kim <kim@example.org>",
        "https://example.org/a:b@c", "https://example.org:8080/a@b", "http://[::1]:8080/a@b", "git@github.com:org/repo.git", "ssh://git@github.com/org/repo.git", "https://kim@git.example/x.git", "mailto:kim@example.org/x",
        "psql -p 5432 -h db", "ssh -p 22 host", "docker run -p 8080:80 nginx", "mysql -p shop", "mysql -P 3306", "mkdir -p /data", "cp -a /x /y", "curl -u kim http://x/", "ls --color -l", "app --author kim",
        "app --keyboard us", "--password \"$DB_PASSWORD\"", "mysql --password=$MYSQL_ROOT_PASSWORD -u root", "test -n \"${API_TOKEN}\"", "Server=db;Encrypt=true", "a=1;b=2", "POSTGRES_PASSWORD_FILE=/run/secrets/db",
        "docker login --password-stdin registry.example", "kafka://h1:9092,h2:9092/x@y", "redis://cache:6379/0", "MAX_TOKENS=4096", "TOKENIZERS_PARALLELISM=false", "unauthorized: authentication required",
        "pull access denied for x, repository does not exist or may require 'docker login': denied", "invalid key: name", "failed to compute cache key: \"/nosuch\" not found: not found", "password: required", "sha256:4bf0e1d0c8a94bf0e1d0c8a9", "PASSWORD", "bearer of news", "basic authentication",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "task-force-one", "unix:///var/run/docker.sock", "tcp://10.0.0.1:2375", "10.0.0.1:8080->80/tcp",
        "npm:left-pad@1.3.0", "/bin/sh -c #(nop)  CMD [\"nginx\"]", "apt-get install -y --no-install-recommends ca-certificates", "zip -r a.zip b", "redis-cli ping", "mc ls local", "?a=b&c=d", "2026-12-01T00:00:00Z", "",
        "key", "com.docker.compose.config-hash=abc", "mosquitto -c /mosquitto.conf", "o=addr=10.0.0.1,rw,nfsvers=4", "healthcheck: exit 1",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Mask_Secret_IsLeftOut(string spelling)
    {
        ArgumentNullException.ThrowIfNull(spelling);
        List<string> found = [];
        var text = spelling.Replace("§", Secret, StringComparison.Ordinal);

        var masked = SecretWords.Mask(text, found.Add);

        Assert.DoesNotContain(Secret, masked);
        Assert.Contains(SecretWords.Masked, masked);
        Assert.Contains(found, f => f.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(masked, SecretWords.Mask(masked));
        // As words of a list, as a shell makes them of a line. What is a text of another sort is one word there.
        string[] words = text[0] is '{' || text.Contains("-----", StringComparison.Ordinal) || text.StartsWith("AUTHORIZATION", StringComparison.Ordinal) ? [text] : ShellSplit(text);
        Assert.DoesNotContain(SecretWords.Mask(words), w => w.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Mask_Ordinary_StaysAsItIs(string text) => Assert.Equal(text, SecretWords.Mask(text));

    [Fact]
    public void Spellings_Table_IsLong() => Assert.True(Spellings.Count >= 100 && Ordinary.Count >= 50, $"{Spellings.Count}, {Ordinary.Count}");

    [Fact]
    public void Mask_PiecesInAnyOrder_MasksAndNeverThrows() =>
        Gen.Int[0, _pieces.Length - 1].Array[0, 40].Sample(numbers =>
        {
            var masked = SecretWords.Mask(string.Concat(numbers.Select(n => _pieces[n])) + $" --password {Secret}");
            return !masked.Contains(Secret, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("://a:b")]
    [InlineData("password=\"")]
    [InlineData("-p")]
    [InlineData("a:b@c")]
    [InlineData("a=b;")]
    [InlineData("mysql ")]
    [InlineData("\\\"a\\\":")]
    [InlineData("authorization:")]
    [InlineData("bearer 1")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    public void Mask_EndlessText_IsDoneSoon(string piece)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();

        SecretWords.Mask(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length)));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{piece}: {clock.Elapsed}");
    }

    private static string[] ShellSplit(string text)
    {
        try
        {
            return [.. ShellWords.Split(text)];
        }
        catch (CommandLineException)
        {
            return [];
        }
    }
}
