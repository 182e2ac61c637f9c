using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.People;

sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("kernel_person");
        person.HasKey(p => p.Id);
        person.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        person.Property(p => p.Name).HasColumnName("name");
        person.Property(p => p.Mail).HasColumnName("mail");
        person.Property(p => p.MailKey).HasColumnName("mail_key");
        person.Property(p => p.Role).HasColumnName("role").HasConversion(new EnumWord<Role>());
        person.Property(p => p.State).HasColumnName("state").HasConversion(new EnumWord<PersonState>());
        person.Property(p => p.PasswordHash).HasColumnName("password_hash");
        person.Property(p => p.MustChangePassword).HasColumnName("must_change_password").HasConversion<long>();
        person.Property(p => p.Stamp).HasColumnName("stamp");
        person.Property(p => p.Language).HasColumnName("language");
        person.Property(p => p.CreatedAt).HasColumnName("created_ms");
        person.Property(p => p.LastLogin).HasColumnName("last_login_ms");
    }
}
