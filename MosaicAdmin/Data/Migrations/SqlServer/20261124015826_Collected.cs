using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MosaicAdmin.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Collected : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "CoverHash",
                table: "Songs",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Key",
                table: "Mosaics",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CollectedAt",
                table: "Mosaics",
                type: "datetimeoffset",
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

            migrationBuilder.AlterColumn<string>(
                name: "CoverHash",
                table: "Songs",
                type: "nvarchar(max)",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Key",
                table: "Mosaics",
                type: "nvarchar(max)",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64);
        }
    }
}
