using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MosaicAdmin.Data.Migrations.Postgres
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
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Key",
                table: "Mosaics",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CollectedAt",
                table: "Mosaics",
                type: "timestamp with time zone",
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
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Key",
                table: "Mosaics",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);
        }
    }
}
