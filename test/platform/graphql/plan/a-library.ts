import { ChildEntity, Column, type DataSource, Entity, PrimaryColumn, TableInheritance } from 'typeorm';
import { openDatabase } from '../../../../src/platform/database/database';
import { GraphNode } from '../../../../src/platform/graphql/nodes';
import { asAdmin, createTestDatabase } from '../../../support/database';

/** A domain of the tests' own: what reads know of tables has nothing to do with patients. */
@GraphNode('book', { description: 'A book of the tests.' })
@Entity()
export class Book {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  title!: string;

  @Column('text')
  subtitle!: string;

  @Column('text', { array: true })
  tags!: string[];

  @Column('int', { nullable: true })
  pageCount!: number | null;

  @Column('timestamptz')
  lentFrom!: Date;

  @Column('timestamptz', { nullable: true })
  lentUntil!: Date | null;

  @Column('uuid', { nullable: true })
  sequelToId!: string | null;
}

@Entity()
export class Review {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  bookId!: string;

  @Column('int')
  stars!: number;
}

@Entity()
@TableInheritance({ column: { type: 'text', name: 'kind' } })
export class Medium {
  @PrimaryColumn('uuid')
  id!: string;
}

@ChildEntity('RECORD')
export class Disc extends Medium {
  @Column('int', { name: 'rpm' })
  roundsPerMinute!: number;
}

@ChildEntity('FILM')
export class Film extends Medium {
  @Column('boolean')
  hasSound!: boolean;

  /** What a plain row has not. */
  describe(): string {
    return this.hasSound ? 'a talkie' : 'silent';
  }
}

/** The tables, in a database of their own. */
export async function openLibrary(): Promise<{ dataSource: DataSource; close: () => Promise<void> }> {
  const database = await createTestDatabase();
  await asAdmin(database.url, (admin) =>
    admin.query(`
      create table book (id uuid primary key, title text collate "C" not null, subtitle text not null, tags text[] not null, page_count int,
        lent_from timestamptz not null, lent_until timestamptz, sequel_to_id uuid);
      create table review (id uuid primary key, book_id uuid not null, stars int not null);
      create table medium (id uuid primary key, kind text not null, rpm int, has_sound boolean);
      grant all on book, review, medium to alongside_runtime;
    `),
  );
  const dataSource = await openDatabase({ url: database.url, entities: [Book, Review, Medium, Disc, Film] });
  return {
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
