// SPDX-License-Identifier: Apache-2.0
// What comes without types of its own.

declare module "turndown/lib/turndown.es.js" {
  export interface Rule {
    filter: string | string[] | ((node: globalThis.Node) => boolean)
    replacement(content: string, node: globalThis.Node & { parentNode: Element | null }): string
  }
  export default class TurndownService {
    constructor(options: Record<string, string>)
    addRule(name: string, rule: Rule): this
    remove(names: string[]): this
    turndown(input: string | Element): string
  }
}

declare module "*.md" {
  const text: string
  export default text
}

declare module "leaflet/dist/leaflet.esm.js" {
  export type Point = [latitude: number, longitude: number]
  export interface Layer {
    remove(): this
    addTo(map: Map): this
    bindPopup(content: HTMLElement, options: object): this
    togglePopup(): this
    closePopup(): this
    getElement(): HTMLElement
    on(event: string, listener: () => void): this
  }
  export interface Map {
    latLngToLayerPoint(point: Point): { x: number, y: number }
    getBoundsZoom(bounds: object): number
    getZoom(): number
    on(event: string, listener: () => void): this
    fitBounds(bounds: object, options: object): this
    scrollWheelZoom: { enable(): void; disable(): void }
  }
  export function map(place: HTMLElement, options: object): Map
  export function polygon(points: Point[][][], options: object): Layer
  export function marker(point: Point, options: object): Layer
  export function divIcon(options: object): object
  export function latLngBounds(points: Point[]): object
  export const control: { zoom(options: object): Layer }
}
