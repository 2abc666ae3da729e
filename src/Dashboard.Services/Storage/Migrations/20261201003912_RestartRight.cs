using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Services.Storage.Migrations
{
    /// <summary>Gives the right to restart (1024) to whoever held the one right to operate (16), which is the right to stop now.</summary>
    public partial class RestartRight : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE Roles SET Rights = Rights | 1024 WHERE Rights & 16 <> 0");
            migrationBuilder.Sql("UPDATE ApiTokens SET Rights = Rights | 1024 WHERE Rights & 16 <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE Roles SET Rights = Rights & ~1024");
            migrationBuilder.Sql("UPDATE ApiTokens SET Rights = Rights & ~1024");
        }
    }
}
