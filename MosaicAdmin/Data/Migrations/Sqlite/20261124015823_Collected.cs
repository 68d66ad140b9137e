using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MosaicAdmin.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Collected : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CollectedAt",
                table: "Mosaics",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Songs_CoverHash",
                table: "Songs",
                column: "CoverHash");

            migrationBuilder.CreateIndex(
                name: "IX_Mosaics_Key",
                table: "Mosaics",
                column: "Key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Songs_CoverHash",
                table: "Songs");

            migrationBuilder.DropIndex(
                name: "IX_Mosaics_Key",
                table: "Mosaics");

            migrationBuilder.DropColumn(
                name: "CollectedAt",
                table: "Mosaics");
        }
    }
}
