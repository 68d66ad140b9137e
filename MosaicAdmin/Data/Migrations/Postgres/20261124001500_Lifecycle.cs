using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MosaicAdmin.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ActedAt",
                table: "Windows",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ActedBy",
                table: "Windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ActedReason",
                table: "Windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Once",
                table: "Windows",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CancelDeliveredAt",
                table: "Tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DroppedAt",
                table: "Tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DroppedBy",
                table: "Tasks",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ExpiresAt",
                table: "Tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CoverProblem",
                table: "Songs",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Version = table.Column<string>(type: "text", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ClockOffset = table.Column<long>(type: "bigint", nullable: false),
                    Standby = table.Column<bool>(type: "boolean", nullable: false),
                    Misfires = table.Column<long>(type: "bigint", nullable: false),
                    Running = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Pauses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    ResumedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ResumedBy = table.Column<string>(type: "text", nullable: true),
                    ResumeReason = table.Column<string>(type: "text", nullable: true)
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
