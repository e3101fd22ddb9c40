using System.ComponentModel.DataAnnotations;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Northwind.Booking;

public class Booking
{
    [Required]
    [RegularExpression("^[A-Z]{3}[0-9]{3}$")]
    public string Code { get; set; } = "";

    [Range(1, 20)]
    public int Seats { get; set; }
}

/// <summary>What a model books: a structure drives a write, with and without validation on its way.</summary>
public class BookingDesk(IChatClient client, SqliteConnection connection)
{
    public async Task BookAsync(string mail)
    {
        var booking = (await client.GetResponseAsync<Booking>(mail)).Result;
        await connection.ExecuteAsync(
            "INSERT INTO bookings (code, seats) VALUES (@Code, @Seats)",
            booking); // Noncompliant {{AIR1011}}
    }

    public async Task BookValidatedAsync(string mail)
    {
        var booking = (await client.GetResponseAsync<Booking>(mail)).Result;
        Validator.ValidateObject(booking, new ValidationContext(booking), validateAllProperties: true);
        await connection.ExecuteAsync(
            "INSERT INTO bookings (code, seats) VALUES (@Code, @Seats)",
            booking); // Compliant: validated
    }

    public async Task BookIfValidAsync(string mail)
    {
        var booking = (await client.GetResponseAsync<Booking>(mail)).Result;
        if (Validator.TryValidateObject(booking, new ValidationContext(booking), null, true))
        {
            await connection.ExecuteAsync(
                "INSERT INTO bookings (code, seats) VALUES (@Code, @Seats)",
                booking); // Compliant: validated
        }
        else
        {
            await connection.ExecuteAsync(
                "INSERT INTO bookings (code, seats) VALUES (@Code, @Seats)",
                booking); // Noncompliant {{AIR1011}}
        }
    }

    public async Task BookInRangeAsync(string mail)
    {
        var seats = (await client.GetResponseAsync<Booking>(mail)).Result.Seats;
        if (seats is >= 1 and <= 20)
        {
            await connection.ExecuteAsync(
                "UPDATE rooms SET seats = seats - @seats WHERE id = 1",
                new { seats }); // Compliant: in a range
        }
    }

    public async Task BookAnyNumberAsync(string mail)
    {
        var seats = (await client.GetResponseAsync<Booking>(mail)).Result.Seats;
        await connection.ExecuteAsync(
            "UPDATE rooms SET seats = seats - @seats WHERE id = 1",
            new { seats }); // Noncompliant {{AIR1011}}
    }

    public async Task ShowAsync(string mail)
    {
        var booking = (await client.GetResponseAsync<Booking>(mail)).Result;
        Console.WriteLine($"{booking.Code}: {booking.Seats} seats");
        await connection.ExecuteAsync("UPDATE statistics SET shown = shown + 1"); // Compliant: the booking is only shown
    }
}
