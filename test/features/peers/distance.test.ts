import { distanceKm } from '../../../src/features/peers/distance';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('distanceKm', () => {
  it('is nothing from a point to itself', () => {
    expect(distanceKm(at(37.3, -121.9), at(37.3, -121.9))).toBe(0);
  });

  it('is a degree of latitude, 111.195 km, anywhere', () => {
    expect(distanceKm(at(0, 0), at(1, 0))).toBeCloseTo(111.195, 2);
    expect(distanceKm(at(60, 179.99), at(61, 179.99))).toBeCloseTo(111.195, 2);
  });

  it('measures from Paris to London', () => {
    expect(distanceKm(at(48.8566, 2.3522), at(51.5074, -0.1278))).toBeCloseTo(343.6, 0);
  });

  it('goes the short way round, over the date line', () => {
    expect(distanceKm(at(0, 179.5), at(0, -179.5))).toBeCloseTo(111.195, 2);
  });

  it('is half the circumference to the other side of the earth', () => {
    expect(distanceKm(at(90, 0), at(-90, 0))).toBeCloseTo(20_015.1, 0);
    expect(distanceKm(at(12.34, 56.78), at(-12.34, -123.22))).toBeCloseTo(20_015.1, 0);
  });
});
