using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MosaicAdmin.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Lifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ActedAt",
                table: "Windows",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ActedBy",
                table: "Windows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ActedReason",
                table: "Windows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Once",
                table: "Windows",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "CancelDeliveredAt",
                table: "Tasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DroppedAt",
                table: "Tasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DroppedBy",
                table: "Tasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "Tasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CoverProblem",
                table: "Songs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClockOffset = table.Column<long>(type: "INTEGER", nullable: false),
                    Standby = table.Column<bool>(type: "INTEGER", nullable: false),
                    Misfires = table.Column<long>(type: "INTEGER", nullable: false),
                    Running = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Pauses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    ResumedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResumedBy = table.Column<string>(type: "TEXT", nullable: true),
                    ResumeReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pauses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Pauses_ResumedAt",
                table: "Pauses",
                column: "ResumedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Nodes");

            migrationBuilder.DropTable(
                name: "Pauses");

            migrationBuilder.DropColumn(
                name: "ActedAt",
                table: "Windows");

            migrationBuilder.DropColumn(
                name: "ActedBy",
                table: "Windows");

            migrationBuilder.DropColumn(
                name: "ActedReason",
                table: "Windows");

            migrationBuilder.DropColumn(
                name: "Once",
                table: "Windows");

            migrationBuilder.DropColumn(
                name: "CancelDeliveredAt",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "DroppedAt",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "DroppedBy",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "CoverProblem",
                table: "Songs");
        }
    }
}
